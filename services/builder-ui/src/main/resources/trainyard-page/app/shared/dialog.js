import { html, nothing, render } from 'lit';
import { ApiProblem } from '../client/client.js';
import { forgetErrors, placeErrors } from './field-errors.js';
import './problem-view.js';
import { toast } from './toast.js';

/**
 * @typedef {object} Question
 * @property {string} title
 * @property {unknown} [body] a template or a text
 * @property {string} action what the button that does it is called
 * @property {boolean} [danger] whether something is lost by it
 * @property {string | null} [cancel] what the other button is called; `null`: there is none
 * @property {boolean} [unchecked] whether the fields are for the server to check, not for the browser
 * @property {(fields: FormData) => Promise<void>} [act] done when agreed; while it is refused, the dialog stays and says
 *   why, at the fields that are wrong
 */

/**
 * Asks in a dialog. The browser keeps the focus inside, Escape cancels, and the focus returns where it was.
 *
 * @param {Question} question
 * @returns {Promise<FormData | null>} the fields of the body when agreed and done, `null` when not
 */
export function ask({ title, body, action, danger = false, cancel = 'Cancel', unchecked = false, act }) {
  const dialog = document.createElement('dialog');
  dialog.className = 'ty-dialog';
  dialog.setAttribute('aria-labelledby', 'ty-dialog-title');
  /** @type {FormData | null} */
  let answer = null;
  /** @type {ApiProblem | null} */
  let problem = null;
  /** @type {Promise<void> | null} */
  let acting = null;
  const draw = () => render(html`
    <form method="dialog" ?novalidate=${unchecked} @submit=${submitted}>
      <h2 id="ty-dialog-title">${title}</h2>
      <div class="body">
        ${problem ? html`<ty-problem .problem=${problem}></ty-problem>` : nothing}
        ${typeof body === 'string' ? html`<p>${body}</p>` : body}
      </div>
      <footer>
        ${cancel === null ? nothing
          : html`<button type="button" ?autofocus=${danger} @click=${() => dialog.close()}>${cancel}</button>`}
        <button class=${danger ? 'danger' : 'primary'} aria-disabled=${acting ? 'true' : 'false'}>${action}</button>
      </footer>
    </form>`, dialog);
  /** @param {SubmitEvent} event */
  const submitted = (event) => {
    event.preventDefault();
    if (!acting) {
      acting = agreed(/** @type {HTMLFormElement} */ (event.target)).finally(() => {
        acting = null;
        draw();
      });
      draw();
    }
  };
  /** @param {HTMLFormElement} form */
  const agreed = async (form) => {
    const fields = new FormData(form);
    forgetErrors(form);
    problem = null;
    try {
      await act?.(fields);
      answer = fields;
      dialog.close();
    } catch (error) {
      const refusal = ApiProblem.of(error);
      if (!dialog.open) {
        toast(refusal.detail, 'failed');
        return;
      }
      problem = placeErrors(form, refusal) ? null : refusal;
    }
  };
  draw();
  explainPatterns(dialog);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', async () => {
      dialog.remove();
      await acting;
      resolve(answer);
    }, { once: true });
  });
}

/**
 * Where a pattern does not fit, the browser says no more than that, and its words cover the hint: so they get the hint as well.
 *
 * @param {HTMLElement} dialog
 */
function explainPatterns(dialog) {
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (dialog.querySelectorAll('input[pattern]:not([title])'))) {
    const hint = dialog.querySelector(`#${input.getAttribute('aria-describedby')}`)?.textContent ?? '';
    input.title = hint.replace(/\s+/g, ' ').trim();
  }
}

/**
 * Asks a question of yes and no.
 *
 * @param {Question} question
 * @returns {Promise<boolean>}
 */
export async function confirmed(question) {
  return (await ask(question)) !== null;
}

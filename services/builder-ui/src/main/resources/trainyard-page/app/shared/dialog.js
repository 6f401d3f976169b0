import { html, nothing, render } from 'lit';

/**
 * @typedef {object} Question
 * @property {string} title
 * @property {unknown} [body] a template or a text
 * @property {string} action what the button that does it is called
 * @property {boolean} [danger] whether something is lost by it
 * @property {string | null} [cancel] what the other button is called; `null`: there is none
 * @property {boolean} [wide]
 * @property {(form: HTMLFormElement) => void} [opened] called when the fields are there
 */

/**
 * Asks in a dialog. The browser keeps the focus inside, Escape cancels, and the focus returns where it was.
 *
 * @param {Question} question
 * @returns {Promise<FormData | null>} the fields of the body when agreed, `null` when not
 */
export function ask({ title, body, action, danger = false, cancel = 'Cancel', wide = false, opened }) {
  const dialog = document.createElement('dialog');
  dialog.className = wide ? 'ty-dialog wide' : 'ty-dialog';
  dialog.setAttribute('aria-labelledby', 'ty-dialog-title');
  /** @type {FormData | null} */
  let answer = null;
  /** @param {SubmitEvent} event */
  const submitted = (event) => {
    event.preventDefault();
    answer = new FormData(/** @type {HTMLFormElement} */ (event.target));
    dialog.close();
  };
  render(html`
    <form method="dialog" @submit=${submitted}>
      <h2 id="ty-dialog-title">${title}</h2>
      <div class="body">${typeof body === 'string' ? html`<p>${body}</p>` : body}</div>
      <footer>
        ${cancel === null ? nothing
          : html`<button type="button" ?autofocus=${danger} @click=${() => dialog.close()}>${cancel}</button>`}
        <button class=${danger ? 'danger' : 'primary'}>${action}</button>
      </footer>
    </form>`, dialog);
  document.body.append(dialog);
  dialog.showModal();
  opened?.(/** @type {HTMLFormElement} */ (dialog.querySelector('form')));
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    }, { once: true });
  });
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

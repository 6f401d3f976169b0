import { html, nothing } from 'lit';
import { ApiProblem } from '../client/client.js';
import { ask } from './dialog.js';
import './problem-view.js';

/**
 * Asks in a dialog and does something with the answer; if the server refuses, asks again and says why.
 *
 * @param {string} title
 * @param {string} action what the button is called
 * @param {() => unknown} body the fields
 * @param {(fields: FormData) => Promise<void>} act
 * @returns {Promise<boolean>} whether it was done
 */
export async function withProblem(title, action, body, act) {
  /** @type {ApiProblem | null} */
  let problem = null;
  /** @type {FormData | null} */
  let before = null;
  for (;;) {
    const fields = await ask({
      title, action,
      body: html`${problem ? html`<ty-problem .problem=${problem}></ty-problem>` : nothing}${body()}`,
      opened: (form) => fill(form, before),
    });
    if (!fields) {
      return false;
    }
    try {
      await act(fields);
      return true;
    } catch (error) {
      problem = ApiProblem.of(error);
      before = fields;
    }
  }
}

/**
 * Puts what was written into the fields again.
 *
 * @param {HTMLFormElement} form
 * @param {FormData | null} before
 */
function fill(form, before) {
  if (before) {
    for (const field of form.elements) {
      if (field instanceof HTMLInputElement && field.type === 'checkbox') {
        field.checked = before.has(field.name);
      } else if ((field instanceof HTMLInputElement && field.type !== 'file') || field instanceof HTMLTextAreaElement) {
        field.value = String(before.get(field.name) ?? '');
      }
    }
  }
}

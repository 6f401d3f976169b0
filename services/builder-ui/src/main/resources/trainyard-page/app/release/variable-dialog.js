import { html, nothing } from 'lit';
import { ask } from '../shared/dialog.js';

/** @typedef {{name: string, staging?: string, production?: string}} Wanted */

/**
 * Asks for a variable's values, and sets them. What nobody wrote is left out and stays as it is; an empty text is a
 * value too, but has to be asked for.
 *
 * @param {import('./variables-view.js').Variable | null} variable that is to be changed; none: a new one
 * @param {string} name to begin with
 * @param {(wanted: Wanted) => Promise<void>} set
 * @returns {Promise<boolean>} whether it is set
 */
export async function askVariable(variable, name, set) {
  const fields = await ask({
    title: variable ? `Change ${variable.name}` : 'Add a variable',
    action: 'Save',
    body: html`
      ${variable ? nothing : html`<label>Name
        <input name="name" .value=${name} required maxlength="128" pattern="[A-Za-z_][A-Za-z0-9_]*" autocomplete="off"
          spellcheck="false" aria-describedby="variable-name-hint" ?autofocus=${name === ''}>
        </label><span class="hint" id="variable-name-hint">Letters, digits and underscores, such as MONGO_URI.</span>`}
      ${value('staging', variable?.staging.set ?? false)}
      ${value('production', variable?.production.set ?? false)}
      <p class="soft small">Live at the stage's next turn. At most 4,096 bytes; braces, line breaks and emoji are fine.</p>`,
    act: (answer) => set({
      name: variable?.name ?? String(answer.get('name')).trim(),
      staging: answered(answer, 'staging'),
      production: answered(answer, 'production'),
    }),
  });
  return fields !== null;
}

/**
 * @param {FormData} fields
 * @param {'staging' | 'production'} stage
 */
function answered(fields, stage) {
  const text = String(fields.get(stage) ?? '').replace(/\r\n/g, '\n');
  return text !== '' || fields.has(`empty-${stage}`) ? text : undefined;
}

/**
 * @param {'staging' | 'production'} stage
 * @param {boolean} present whether there is a value already
 */
function value(stage, present) {
  const id = `variable-${stage}`;
  return html`<div class="variable-value">
    <label for=${id}>Value on ${stage}</label>
    <textarea id=${id} name=${stage} rows="2" spellcheck="false" autocomplete="off"
      placeholder=${present ? 'stays as it is' : 'not set'}></textarea>
    <label class="choice"><input type="checkbox" name=${`empty-${stage}`}>
      An empty text on ${stage}</label>
  </div>`;
}

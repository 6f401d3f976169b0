import { html, nothing } from 'lit';
import { ask } from '../shared/dialog.js';
import '../shared/problem-view.js';

/** @typedef {{name: string, staging?: string, production?: string}} Wanted */

/**
 * Asks for a variable's values. What nobody wrote is left out of the answer and stays as it is; an empty text is a value
 * too, but has to be asked for.
 *
 * @param {import('./variables-view.js').Variable | null} variable that is to be changed; none: a new one
 * @param {Wanted} wanted what to begin with
 * @param {import('../client/problem.js').ApiProblem | null} problem why the last answer was refused
 * @returns {Promise<Wanted | null>}
 */
export async function askVariable(variable, wanted, problem) {
  const fields = await ask({
    title: variable ? `Change ${variable.name}` : 'Add a variable',
    action: 'Save',
    body: html`
      ${problem ? html`<ty-problem .problem=${problem}></ty-problem>` : nothing}
      ${variable ? nothing : html`<label>Name
        <input name="name" .value=${wanted.name} required maxlength="128" pattern="[A-Za-z_][A-Za-z0-9_]*" autocomplete="off"
          spellcheck="false" aria-describedby="variable-name-hint" ?autofocus=${wanted.name === ''}>
        </label><span class="hint" id="variable-name-hint">Letters, digits and underscores, such as MONGO_URI.</span>`}
      ${value('staging', variable?.staging.set ?? false, wanted.staging)}
      ${value('production', variable?.production.set ?? false, wanted.production)}
      <p class="soft small">Live at the stage's next turn. At most 4,096 bytes; braces, line breaks and emoji are fine.</p>`,
  });
  if (!fields) {
    return null;
  }
  /** @param {'staging' | 'production'} stage */
  const answered = (stage) => {
    const text = String(fields.get(stage) ?? '').replace(/\r\n/g, '\n');
    return text !== '' || fields.has(`empty-${stage}`) ? text : undefined;
  };
  return {
    name: variable?.name ?? String(fields.get('name')).trim(),
    staging: answered('staging'),
    production: answered('production'),
  };
}

/**
 * @param {'staging' | 'production'} stage
 * @param {boolean} present whether there is a value already
 * @param {string | undefined} text to begin with
 */
function value(stage, present, text) {
  const id = `variable-${stage}`;
  return html`<div class="variable-value">
    <label for=${id}>Value on ${stage}</label>
    <textarea id=${id} name=${stage} rows="2" spellcheck="false" autocomplete="off" .value=${text ?? ''}
      placeholder=${present ? 'stays as it is' : 'not set'}></textarea>
    <label class="choice"><input type="checkbox" name=${`empty-${stage}`} .checked=${text === ''}>
      An empty text on ${stage}</label>
  </div>`;
}

import { html, render } from 'lit';
import { loadMonaco } from '../shared/monaco.js';

/**
 * @typedef {object} Conflict
 * @property {string} theirs what somebody saved meanwhile
 * @property {string} mine what was to be saved
 * @property {string} author who saved theirs
 * @property {string} savedAt when
 */

/**
 * Shows what somebody else saved beside what was to be saved, and asks. The right side can be edited.
 *
 * @param {Conflict} conflict
 * @returns {Promise<{choice: 'mine', text: string} | {choice: 'theirs'} | null>} `null`: go on editing, save nothing
 */
export async function askAboutConflict({ theirs, mine, author, savedAt }) {
  const monaco = await loadMonaco();
  const dialog = document.createElement('dialog');
  dialog.className = 'ty-dialog wide ty-conflict';
  dialog.setAttribute('aria-labelledby', 'ty-conflict-title');
  /** @type {{choice: 'mine', text: string} | {choice: 'theirs'} | null} */
  let answer = null;
  const original = monaco.editor.createModel(theirs, 'python');
  const modified = monaco.editor.createModel(mine, 'python');
  const keepMine = () => {
    answer = { choice: 'mine', text: modified.getValue(monaco.editor.EndOfLinePreference.LF) };
    dialog.close();
  };
  const takeTheirs = () => {
    answer = { choice: 'theirs' };
    dialog.close();
  };
  render(html`
    <form method="dialog" @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
      <h2 id="ty-conflict-title">Somebody saved this node before you</h2>
      <div class="body">
        <p><strong>${author || 'Somebody'}</strong> saved it <ty-time at=${savedAt}></ty-time>. On the left is what was
          saved, on the right is yours: you can still edit it here, and then choose.</p>
        <div class="sides"><span>Theirs, saved</span><span>Mine, not saved</span></div>
        <div class="diff"></div>
      </div>
      <footer>
        <button type="button" @click=${() => dialog.close()}>Go on editing</button>
        <button type="button" @click=${takeTheirs}>Take theirs</button>
        <button type="button" class="primary" @click=${keepMine}>Keep mine</button>
      </footer>
    </form>`, dialog);
  document.body.append(dialog);
  dialog.showModal();
  const diff = monaco.editor.createDiffEditor(/** @type {HTMLElement} */ (dialog.querySelector('.diff')), {
    automaticLayout: true,
    fixedOverflowWidgets: true,
    hideUnchangedRegions: { enabled: true },
    minimap: { enabled: false },
    renderGutterMenu: false,
    renderOverviewRuler: false,
    renderSideBySide: true,
    scrollBeyondLastLine: false,
    useInlineViewWhenSpaceIsLimited: true,
  });
  diff.setModel({ original, modified });
  diff.getOriginalEditor().updateOptions({ ariaLabel: 'Theirs, saved' });
  diff.getModifiedEditor().updateOptions({ ariaLabel: 'Mine, not saved' });
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      diff.dispose();
      original.dispose();
      modified.dispose();
      dialog.remove();
      resolve(answer);
    }, { once: true });
  });
}

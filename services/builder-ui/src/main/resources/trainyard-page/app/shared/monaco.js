/**
 * Monaco, loaded when it is first needed: its AMD build from this server, since its modules import style sheets.
 *
 * @typedef {typeof import('monaco-editor')} Monaco
 */

/** @type {Promise<Monaco> | null} */
let loading = null;

/** @returns {Promise<Monaco>} */
export function loadMonaco() {
  loading ??= load().catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

/** @returns {Promise<Monaco>} */
async function load() {
  const root = /** @type {HTMLScriptElement} */ (document.querySelector('script[data-monaco]')).dataset.monaco ?? '';
  /** @type {any} */ (globalThis).MonacoEnvironment = { getWorkerUrl: () => `${root}/base/worker/workerMain.js` };
  await script(`${root}/loader.js`);
  const amd = /** @type {any} */ (globalThis).require;
  amd.config({ paths: { vs: root } });
  const monaco = /** @type {Monaco} */ (await new Promise((resolve, reject) => {
    amd(['vs/editor/editor.main'], resolve, reject);
  }));
  window.addEventListener('unhandledrejection', forgiveCancelled);
  // The font of its icons, now: else it is fetched when the first icon shows, which is while somebody types.
  document.fonts.load('16px codicon').catch(() => undefined);
  defineThemes(monaco);
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const follow = () => monaco.editor.setTheme(dark.matches ? 'trainyard-dark' : 'trainyard-light');
  dark.addEventListener('change', follow);
  follow();
  return monaco;
}

/**
 * Monaco cancels what it still had to do when an editor is disposed of, and leaves the rejection to nobody.
 *
 * @param {PromiseRejectionEvent} event
 */
function forgiveCancelled(event) {
  if (event.reason?.name === 'Canceled') {
    event.preventDefault();
  }
}

/** @param {Monaco} monaco */
function defineThemes(monaco) {
  monaco.editor.defineTheme('trainyard-light', {
    base: 'vs', inherit: true, rules: [{ token: 'comment', foreground: '3b5742' }, { token: 'number', foreground: '0a6344' }],
    colors: { 'editor.background': '#ffffff', 'editorLineNumber.foreground': '#5d6b67', 'editorLineNumber.dimmedForeground': '#5d6b67', 'editorBracketHighlight.foreground2': '#1d6b1d', ...diffColours('#e3f4e8', '#bfe5cb', '#fcebe9', '#f6cdc8') },
  });
  monaco.editor.defineTheme('trainyard-dark', {
    base: 'vs-dark', inherit: true, rules: [{ token: 'comment', foreground: '8fb598' }],
    colors: { 'editor.background': '#161d20', 'editorLineNumber.foreground': '#8a999c', 'editorLineNumber.dimmedForeground': '#8a999c', 'editorWidget.background': '#1d2629', ...diffColours('#13291b', '#1b3d27', '#321a19', '#4a2321') },
  });
}

/**
 * Grounds of what was added and removed, on which every colour of code can still be read.
 *
 * @param {string} addedLine
 * @param {string} added
 * @param {string} removedLine
 * @param {string} removed
 */
function diffColours(addedLine, added, removedLine, removed) {
  return {
    'diffEditor.insertedLineBackground': addedLine, 'diffEditor.insertedTextBackground': added,
    'diffEditor.removedLineBackground': removedLine, 'diffEditor.removedTextBackground': removed,
  };
}

/**
 * @param {string} src
 * @returns {Promise<void>}
 */
function script(src) {
  return new Promise((resolve, reject) => {
    const element = document.createElement('script');
    element.src = src;
    element.addEventListener('load', () => resolve());
    element.addEventListener('error', () => reject(new Error('The editor could not be loaded. Is the server running?')));
    document.head.append(element);
  });
}

import { html, nothing } from 'lit';
import { TyElement } from '../shared/element.js';
import { loadMonaco } from '../shared/monaco.js';

/** A small editor for JSON. Tells `json-edited` with the text; shows the problems that it is given. */
export class JsonEditor extends TyElement {
  static properties = { text: { attribute: false }, problems: { attribute: false }, label: { type: String }, ready: { state: true } };

  constructor() {
    super();
    this.text = '';
    this.label = 'JSON';
    this.ready = false;
    /** @type {import('./sample-check.js').SampleProblem[]} */
    this.problems = [];
    /** @type {import('monaco-editor').editor.IStandaloneCodeEditor | null} */
    this.editor = null;
    /** @type {import('../shared/monaco.js').Monaco | null} */
    this.monaco = null;
    this.setting = false;
  }

  render() {
    return html`<div class="monaco"></div>${this.ready ? nothing : html`<p class="loading">Loading…</p>`}`;
  }

  async firstUpdated() {
    // The view says it when the editor cannot be loaded.
    const monaco = await loadMonaco().catch(() => null);
    if (!monaco || !this.isConnected) {
      return;
    }
    this.monaco = monaco;
    // The page has its own words for what is wrong, and needs no second worker for it.
    monaco.languages.json.jsonDefaults.setModeConfiguration({ tokens: true });
    const editor = monaco.editor.create(/** @type {HTMLElement} */ (this.querySelector('.monaco')), {
      value: this.text,
      language: 'json',
      tabSize: 2,
      automaticLayout: true,
      ariaLabel: this.label,
      fixedOverflowWidgets: true,
      folding: false,
      fontSize: 13,
      glyphMargin: false,
      lineNumbersMinChars: 3,
      links: false,
      minimap: { enabled: false },
      overviewRulerLanes: 0,
      padding: { top: 6, bottom: 6 },
      quickSuggestions: false,
      renderLineHighlight: 'none',
      scrollBeyondLastLine: false,
      wordWrap: 'on',
    });
    this.editor = editor;
    this.ready = true;
    // Tab goes on, as in other fields: few need it in JSON, and who has no pointing device would not get out.
    editor.getContainerDomNode().addEventListener('keydown', (event) => {
      if (event.key === 'Tab') {
        event.stopPropagation();
      }
    }, { capture: true });
    editor.onDidChangeModelContent(() => {
      if (!this.setting) {
        this.text = editor.getValue();
        this.tell('json-edited', this.text);
      }
    });
    this.#mark();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    const model = this.editor?.getModel();
    this.editor?.dispose();
    model?.dispose();
    this.editor = null;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (this.editor && changed.has('text') && this.editor.getValue() !== this.text) {
      this.setting = true;
      this.editor.setValue(this.text);
      this.setting = false;
    }
    if (changed.has('problems') || changed.has('text')) {
      this.#mark();
    }
  }

  /** @param {number} line @param {number} column */
  goTo(line, column) {
    this.editor?.revealLineInCenterIfOutsideViewport(line);
    this.editor?.setPosition({ lineNumber: line, column });
    this.editor?.focus();
  }

  #mark() {
    const model = this.editor?.getModel();
    if (model && this.monaco) {
      const { MarkerSeverity } = this.monaco;
      this.monaco.editor.setModelMarkers(model, 'sample', this.problems.map(({ line, column, message }) => {
        const at = Math.min(line, model.getLineCount());
        const word = model.getWordAtPosition({ lineNumber: at, column });
        return {
          message, severity: MarkerSeverity.Error, startLineNumber: at, startColumn: column, endLineNumber: at,
          endColumn: word ? word.endColumn : column + 1,
        };
      }));
    }
  }
}

customElements.define('ty-json-editor', JsonEditor);

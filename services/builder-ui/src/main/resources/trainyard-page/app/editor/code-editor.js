import { html, nothing } from 'lit';
import { TyElement } from '../shared/element.js';
import { loadMonaco } from '../shared/monaco.js';
import { explanation, proposals } from './completion.js';
import { bodyShape } from './contract.js';

/** @typedef {{line: number, column?: number, message: string, kind?: 'error' | 'warning'}} Mark */

/**
 * The code of a node, in Monaco. Tells `edited` with `{dirty}` when that changes, and `editor-ready`. Nothing that happens
 * while one types leaves the browser.
 */
export class CodeEditor extends TyElement {
  static properties = { failure: { state: true }, ready: { state: true } };

  constructor() {
    super();
    this.failure = '';
    this.ready = false;
    /** @type {import('./contract.js').Shape} */
    this.body = bodyShape(undefined, []);
    /** @type {Mark[]} */
    this.marks = [];
    this.initial = '';
    this.savedVersion = 0;
    this.dirty = false;
    /** @type {import('monaco-editor').editor.IStandaloneCodeEditor | null} */
    this.editor = null;
    /** @type {import('../shared/monaco.js').Monaco | null} */
    this.monaco = null;
    /** @type {import('monaco-editor').IDisposable[]} */
    this.disposables = [];
  }

  render() {
    return html`<div class="monaco" ?hidden=${!this.ready}></div>
      ${this.failure ? html`<p class="problem" role="alert">${this.failure}</p>`
        : this.ready ? nothing : html`<p class="loading" role="status">Loading the editor…</p>`}`;
  }

  async firstUpdated() {
    try {
      this.monaco = await loadMonaco();
    } catch (error) {
      this.failure = /** @type {Error} */ (error).message;
      return;
    }
    if (this.isConnected) {
      this.#create(this.monaco);
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.disposables.forEach((disposable) => disposable.dispose());
    this.disposables = [];
    this.editor = null;
  }

  /** @returns {string} the text as it stands */
  get text() {
    return this.editor?.getModel()?.getValue(this.monaco?.editor.EndOfLinePreference.LF) ?? this.initial;
  }

  /**
   * Shows a text that the server has, and forgets what was done before.
   *
   * @param {string} text
   */
  open(text) {
    this.initial = text;
    this.editor?.getModel()?.setValue(text);
    this.markSaved();
  }

  /**
   * Replaces the text in a way that can be undone.
   *
   * @param {string} text
   */
  replace(text) {
    const model = this.editor?.getModel();
    if (model) {
      model.pushStackElement();
      model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
      model.pushStackElement();
    }
  }

  /** @returns {number} what {@link markSaved} takes for the text as it stands now */
  get version() {
    return this.editor?.getModel()?.getAlternativeVersionId() ?? 0;
  }

  /** @param {number} [version] of the text that the server has now */
  markSaved(version = this.version) {
    this.savedVersion = version;
    this.#changed();
  }

  /** @param {Mark[]} marks */
  show(marks) {
    this.marks = marks;
    const model = this.editor?.getModel();
    const severity = this.monaco?.MarkerSeverity;
    if (!model || !severity || !this.monaco) {
      return;
    }
    this.monaco.editor.setModelMarkers(model, 'trainyard', marks.map(({ line, column = 1, message, kind }) => {
      const at = Math.min(Math.max(line, 1), model.getLineCount());
      const word = model.getWordAtPosition({ lineNumber: at, column });
      const end = word ? word.endColumn : model.getLineMaxColumn(at);
      return {
        message,
        severity: kind === 'warning' ? severity.Warning : severity.Error,
        startLineNumber: at,
        startColumn: Math.min(word ? word.startColumn : column, Math.max(1, end - 1)),
        endLineNumber: at,
        endColumn: Math.max(end, 2),
      };
    }));
  }

  /** @param {number} line @param {number} [column] */
  goTo(line, column = 1) {
    this.editor?.revealLineInCenterIfOutsideViewport(line);
    this.editor?.setPosition({ lineNumber: line, column });
    this.editor?.focus();
  }

  focus() {
    this.editor?.focus();
  }

  /** @param {import('../shared/monaco.js').Monaco} monaco */
  #create(monaco) {
    const place = /** @type {HTMLElement} */ (this.querySelector('.monaco'));
    this.ready = true;
    place.hidden = false;
    const model = monaco.editor.createModel(this.initial, 'python');
    model.updateOptions({ tabSize: 4, insertSpaces: true });
    const editor = monaco.editor.create(place, {
      model,
      automaticLayout: true,
      ariaLabel: 'Code of the node. Press Control+M to move with Tab, Alt+F1 for help.',
      fixedOverflowWidgets: true,
      fontSize: 13.5,
      lineHeight: 21,
      links: false,
      lineNumbersMinChars: 4,
      lineDecorationsWidth: 8,
      glyphMargin: false,
      minimap: { enabled: false },
      padding: { top: 10, bottom: 10 },
      quickSuggestions: { strings: true, comments: false, other: true },
      renderLineHighlight: 'line',
      scrollBeyondLastLine: false,
      smoothScrolling: false,
      suggest: { showWords: true },
      'semanticHighlighting.enabled': false,
    });
    this.editor = editor;
    this.disposables.push(editor, model, model.onDidChangeContent(() => this.#changed()), this.#complete(monaco, model), this.#explain(monaco, model));
    this.savedVersion = model.getAlternativeVersionId();
    this.show(this.marks);
    this.tell('editor-ready');
  }

  #changed() {
    const dirty = this.version !== this.savedVersion;
    if (dirty !== this.dirty) {
      this.dirty = dirty;
      this.tell('edited', { dirty });
    }
  }

  /** @param {import('../shared/monaco.js').Monaco} monaco @param {import('monaco-editor').editor.ITextModel} model */
  #complete(monaco, model) {
    const kinds = monaco.languages.CompletionItemKind;
    const kindOf = { key: kinds.Field, value: kinds.EnumMember, variable: kinds.Variable, attribute: kinds.Property, snippet: kinds.Snippet };
    return monaco.languages.registerCompletionItemProvider('python', {
      triggerCharacters: ['"', '\'', '[', '.', '('],
      provideCompletionItems: (of, position) => {
        if (of !== model) {
          return { suggestions: [] };
        }
        const { before, after } = this.#around(model, position);
        return {
          suggestions: proposals(before, after, this.body).map((proposal, i) => ({
            label: { label: proposal.label, description: proposal.detail },
            kind: kindOf[proposal.kind],
            insertText: proposal.insert,
            insertTextRules: proposal.kind === 'snippet' ? monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet : undefined,
            documentation: proposal.doc ? { value: proposal.doc } : undefined,
            filterText: proposal.insert.startsWith('"') ? proposal.insert : proposal.label,
            sortText: `${proposal.kind === 'snippet' ? 'z' : 'a'}${String(i).padStart(4, '0')}`,
            range: new monaco.Range(position.lineNumber, position.column - proposal.typed.length, position.lineNumber, position.column),
          })),
        };
      },
    });
  }

  /** @param {import('../shared/monaco.js').Monaco} monaco @param {import('monaco-editor').editor.ITextModel} model */
  #explain(monaco, model) {
    return monaco.languages.registerHoverProvider('python', {
      provideHover: (of, position) => {
        const word = of === model ? model.getWordAtPosition(position) : null;
        if (!word) {
          return null;
        }
        const { before } = this.#around(model, position.with(undefined, word.endColumn));
        const found = explanation(before, word.word, this.body);
        return found && {
          range: new monaco.Range(position.lineNumber, word.startColumn, position.lineNumber, word.endColumn),
          contents: [{ value: `**${found.title.replace(/[*_[\]]/g, '\\$&')}**${found.type ? ` · ${found.type}` : ''}` }, { value: found.doc }],
        };
      },
    });
  }

  /** @param {import('monaco-editor').editor.ITextModel} model @param {import('monaco-editor').IPosition} position */
  #around(model, { lineNumber, column }) {
    const line = model.getLineContent(lineNumber);
    const above = model.getValueInRange({ startLineNumber: 1, startColumn: 1, endLineNumber: lineNumber, endColumn: 1 }, 1);
    return { before: above + line.slice(0, column - 1), after: line.slice(column - 1) };
  }
}

customElements.define('ty-code-editor', CodeEditor);

import { html } from 'lit';
import { TyElement } from '../shared/element.js';
import { loadMonaco } from '../shared/monaco.js';

const NARROW = '(max-width: 48rem)';

/** Two texts of Python side by side, one below the other in a narrow window. */
export class CodeDiff extends TyElement {
  static properties = {
    oldText: { type: String },
    newText: { type: String },
    left: { type: String },
    right: { type: String },
    problem: { state: true },
  };

  constructor() {
    super();
    this.oldText = '';
    this.newText = '';
    /** What the sides are, for those who cannot see them. */
    this.left = '';
    this.right = '';
    this.problem = '';
    /** @type {import('monaco-editor').editor.IStandaloneDiffEditor | null} */
    this.editor = null;
  }

  render() {
    return html`<div class="sides small" aria-hidden="true"><span>${this.left}</span><span>${this.right}</span></div>
      <div class="diff" role="group" aria-label=${`${this.left} beside ${this.right}`}></div>
      ${this.problem ? html`<p class="error-text" role="alert">${this.problem}</p>` : ''}`;
  }

  async firstUpdated() {
    try {
      const monaco = await loadMonaco();
      if (this.isConnected) {
        this.editor = monaco.editor.createDiffEditor(/** @type {HTMLElement} */ (this.querySelector('.diff')), {
          readOnly: true,
          originalEditable: false,
          automaticLayout: true,
          renderSideBySide: !window.matchMedia(NARROW).matches,
          useInlineViewWhenSpaceIsLimited: false,
          scrollBeyondLastLine: false,
          minimap: { enabled: false },
          renderOverviewRuler: false,
          lineNumbersMinChars: 3,
          fontSize: 13,
        });
        this.#show(monaco);
      }
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }

  /** @param {import('lit').PropertyValues} changed */
  updated(changed) {
    if (this.editor && (changed.has('oldText') || changed.has('newText'))) {
      void loadMonaco().then((monaco) => this.#show(monaco));
    }
  }

  /** @param {import('../shared/monaco.js').Monaco} monaco */
  #show(monaco) {
    const old = this.editor?.getModel();
    this.editor?.setModel({
      original: monaco.editor.createModel(this.oldText, 'python'),
      modified: monaco.editor.createModel(this.newText, 'python'),
    });
    // Monaco forgets the labels that it is given at the making of the editor.
    this.editor?.getOriginalEditor().updateOptions({ ariaLabel: this.left });
    this.editor?.getModifiedEditor().updateOptions({ ariaLabel: this.right });
    old?.original.dispose();
    old?.modified.dispose();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    const models = this.editor?.getModel();
    this.editor?.dispose();
    models?.original.dispose();
    models?.modified.dispose();
    this.editor = null;
  }
}

customElements.define('ty-code-diff', CodeDiff);

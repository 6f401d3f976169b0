import { html, nothing } from 'lit';
import { TyElement } from './element.js';

/** @typedef {{id: number, text: string, kind: 'done' | 'failed'}} Note */

const SHOWN_MS = 6000;
const MOST = 4;
let lastId = 0;

/** Short notes at the edge of the page; read out by screen readers. Failures stay until they are closed. */
export class Toasts extends TyElement {
  static properties = { notes: { state: true } };

  constructor() {
    super();
    /** @type {Note[]} */
    this.notes = [];
  }

  /** @param {Note} note */
  show(note) {
    this.notes = [...this.notes, note].slice(-MOST);
    if (note.kind === 'done') {
      setTimeout(() => this.close(note.id), SHOWN_MS);
    }
  }

  /** @param {number} id */
  close(id) {
    this.notes = this.notes.filter((note) => note.id !== id);
  }

  render() {
    return html`<div class="toasts" role="status" aria-live="polite">
      ${Array.from({ length: MOST }, (_, place) => this.#note(this.notes.find(({ id }) => id % MOST === place)))}
    </div>`;
  }

  /** Each note keeps its place in the document while others go, so that it is read out once. @param {Note} [note] */
  #note(note) {
    return note ? html`<div class="toast ${note.kind}" style="order: ${note.id}">
      <span>${note.text}</span>
      <button class="quiet" aria-label="Close this note" @click=${() => this.close(note.id)}>×</button>
    </div>` : nothing;
  }
}

customElements.define('ty-toasts', Toasts);

/**
 * @param {string} text
 * @param {'done' | 'failed'} [kind]
 */
export function toast(text, kind = 'done') {
  lastId += 1;
  /** @type {Toasts | null} */ (document.querySelector('ty-toasts'))?.show({ id: lastId, text, kind });
}

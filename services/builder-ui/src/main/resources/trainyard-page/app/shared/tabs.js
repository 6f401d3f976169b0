import { html, nothing } from 'lit';
import { TyElement } from './element.js';

/** @typedef {{id: string, label: string, count?: number, panel: () => unknown}} Tab */

let lastId = 0;

/** Panels of which one is seen. Arrow keys move between the tabs. Tells `tab` with the id that was chosen. */
export class Tabs extends TyElement {
  static properties = { tabs: { attribute: false }, chosen: { type: String }, label: { type: String } };

  constructor() {
    super();
    /** @type {Tab[]} */
    this.tabs = [];
    this.chosen = '';
    this.label = '';
    lastId += 1;
    this.group = `ty-tabs-${lastId}`;
  }

  render() {
    const now = this.tabs.find((tab) => tab.id === this.chosen) ?? this.tabs[0];
    return html`
      <div class="tablist" role="tablist" aria-label=${this.label} @keydown=${this.#key}>
        ${this.tabs.map((tab) => html`<button role="tab" class="quiet" id="${this.group}-${tab.id}"
          aria-selected=${tab === now} aria-controls="${this.group}-panel" tabindex=${tab === now ? 0 : -1}
          @click=${() => this.#choose(tab.id)}>${tab.label}${tab.count ? html` <span class="badge">${tab.count}</span>` : nothing}</button>`)}
      </div>
      <div class="tabpanel" role="tabpanel" id="${this.group}-panel" aria-labelledby="${this.group}-${now?.id}" tabindex="0">
        ${now?.panel()}
      </div>`;
  }

  /** @param {string} id */
  #choose(id) {
    this.chosen = id;
    this.tell('tab', id);
  }

  /** @param {KeyboardEvent} event */
  async #key(event) {
    const at = Math.max(0, this.tabs.findIndex((tab) => tab.id === this.chosen));
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: this.tabs.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.#choose(this.tabs[(to + this.tabs.length) % this.tabs.length].id);
      await this.updateComplete;
      /** @type {HTMLElement | null} */ (this.querySelector('[aria-selected=true]'))?.focus();
    }
  }
}

customElements.define('ty-tabs', Tabs);

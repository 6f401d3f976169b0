import { html } from 'lit';
import { TyElement } from './element.js';

/** @typedef {{label: string, act?: () => void, href?: string, danger?: boolean, disabled?: boolean}} Item */

let lastId = 0;

/**
 * A button that opens a short list of actions and links. Arrow keys move, Escape closes. `of` tells those who do not see
 * the row what it belongs to.
 */
export class Menu extends TyElement {
  static properties = { label: { type: String }, of: { type: String }, items: { attribute: false }, quiet: { type: Boolean } };

  constructor() {
    super();
    this.label = 'More';
    this.of = '';
    this.quiet = false;
    /** @type {Item[]} */
    this.items = [];
    lastId += 1;
    this.listId = `ty-menu-${lastId}`;
  }

  render() {
    return html`
      <button class=${this.quiet ? 'quiet' : ''} aria-haspopup="menu" aria-expanded="false" aria-controls=${this.listId}
        popovertarget=${this.listId}>${this.label}${this.of
          ? html`<span class="hidden-label"> of ${this.of}</span>` : ''} <span aria-hidden="true">▾</span></button>
      <div id=${this.listId} class="menu" role="menu" popover @toggle=${this.#toggled} @keydown=${this.#key}>
        ${this.items.map((item) => item.href
          ? html`<a role="menuitem" tabindex="-1" href=${item.href} @click=${this.#close}>${item.label}</a>`
          : html`<button role="menuitem" tabindex="-1" class=${item.danger ? 'danger-text' : ''}
              ?disabled=${item.disabled} @click=${() => this.#chosen(item)}>${item.label}</button>`)}
      </div>`;
  }

  get #list() {
    return /** @type {HTMLElement} */ (this.querySelector('.menu'));
  }

  /** @param {ToggleEvent} event */
  #toggled(event) {
    const button = /** @type {HTMLElement} */ (this.querySelector('button'));
    const open = event.newState === 'open';
    button.setAttribute('aria-expanded', String(open));
    if (open) {
      const place = button.getBoundingClientRect();
      const { offsetWidth: width, offsetHeight: height } = this.#list;
      const fitsBelow = place.bottom + 4 + height <= window.innerHeight;
      this.#list.style.top = `${Math.max(8, fitsBelow ? place.bottom + 4 : place.top - 4 - height)}px`;
      this.#list.style.left = `${Math.max(8, Math.min(place.left, window.innerWidth - width - 8))}px`;
      this.#entries()[0]?.focus();
    }
  }

  #entries() {
    return /** @type {HTMLElement[]} */ ([...this.#list.querySelectorAll('[role=menuitem]:not([disabled])')]);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const entries = this.#entries();
    const at = entries.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      entries[(to + entries.length) % entries.length]?.focus();
    } else if (event.key === 'Tab') {
      this.#close();
    }
  }

  #close() {
    this.#list.hidePopover();
  }

  /** @param {Item} item */
  #chosen(item) {
    this.#close();
    item.act?.();
  }
}

customElements.define('ty-menu', Menu);

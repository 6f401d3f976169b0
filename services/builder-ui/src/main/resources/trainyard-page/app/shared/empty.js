import { html, nothing } from 'lit';
import { TyElement } from './element.js';

/** What a view shows where there is nothing yet: why, and what to do. */
export class Empty extends TyElement {
  static properties = { heading: { type: String }, text: { type: String }, action: { attribute: false } };

  constructor() {
    super();
    this.heading = '';
    this.text = '';
    /** @type {unknown} a template, such as a button */
    this.action = nothing;
  }

  render() {
    return html`<div class="empty"><h2>${this.heading}</h2><p>${this.text}</p>${this.action}</div>`;
  }
}

customElements.define('ty-empty', Empty);

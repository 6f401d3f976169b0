import { html } from 'lit';
import { TyElement } from '../shared/element.js';

/** Says which release each stage of a bot runs, and whether drafts differ from staging. */
export class StageBar extends TyElement {
  static properties = { bot: { type: String } };

  constructor() {
    super();
    this.bot = '';
  }

  render() {
    return html``;
  }
}

customElements.define('ty-stage-bar', StageBar);

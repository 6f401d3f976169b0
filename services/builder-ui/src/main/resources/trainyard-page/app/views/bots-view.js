import { html } from 'lit';
import { TyElement } from '../shared/element.js';
export class BotsView extends TyElement {
  render() { return html`<h1>Bots</h1>`; }
}
customElements.define('ty-bots-view', BotsView);

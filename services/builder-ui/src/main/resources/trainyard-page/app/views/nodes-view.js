import { html } from 'lit';
import { TyElement } from '../shared/element.js';
export class NodesView extends TyElement {
  render() { return html`<h1>Nodes</h1>`; }
}
customElements.define('ty-nodes-view', NodesView);

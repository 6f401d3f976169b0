import { html } from 'lit';
import { TyElement } from '../shared/element.js';
export class SearchView extends TyElement {
  render() { return html`<h1>Search</h1>`; }
}
customElements.define('ty-search-view', SearchView);

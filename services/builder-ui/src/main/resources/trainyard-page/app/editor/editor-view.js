import { html } from 'lit';
import { TyElement } from '../shared/element.js';
export class EditorView extends TyElement {
  render() { return html`<h1>Editor</h1>`; }
}
customElements.define('ty-editor-view', EditorView);

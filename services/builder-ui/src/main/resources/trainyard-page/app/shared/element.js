import { LitElement } from 'lit';

/**
 * What every element of the page extends: it draws into the document, so that one style sheet and one set of labels
 * serve all of it (and Monaco, which keeps its styles in the document). It therefore has no slots: what an element
 * shows is handed to it as properties.
 */
export class TyElement extends LitElement {
  createRenderRoot() {
    return this;
  }

  /**
   * Tells those around.
   *
   * @param {string} name
   * @param {any} [detail]
   */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }
}

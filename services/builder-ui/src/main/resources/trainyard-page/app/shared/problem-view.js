import { html, nothing } from 'lit';
import { TyElement } from './element.js';

/** Shows an {@link ApiProblem}: what is wrong, field by field where it is known, and a way to try again. */
export class ProblemView extends TyElement {
  static properties = { problem: { attribute: false }, retry: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../client/problem.js').ApiProblem | null} */
    this.problem = null;
    /** @type {(() => void) | null} */
    this.retry = null;
  }

  render() {
    if (!this.problem) {
      return nothing;
    }
    const details = this.problem.errors.filter((error) => !this.problem?.detail.includes(error.detail));
    return html`<div class="problem" role="alert">
      <p>${this.problem.detail}</p>
      ${details.length === 0 ? nothing
        : html`<ul>${details.map((error) => html`<li><code>${error.pointer}</code> ${error.detail}</li>`)}</ul>`}
      ${this.retry ? html`<button @click=${() => this.retry?.()}>Try again</button>` : nothing}
    </div>`;
  }
}

customElements.define('ty-problem', ProblemView);

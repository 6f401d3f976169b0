import { html, nothing } from 'lit';
import { link } from '../router.js';
import { TyElement } from '../shared/element.js';
import '../shared/time.js';
import { mark, place, sentence } from './training-words.js';

const STEPS = { waiting: 'waits', publishing: 'is being published', published: 'published' };
const MOST_PROBLEMS = 200;

/** One training: how far it is, node by node, and what is wrong with which line. */
export class TrainingReport extends TyElement {
  static properties = {
    bot: { type: String },
    training: { attribute: false },
    close: { attribute: false },
  };

  constructor() {
    super();
    this.bot = '';
    /** @type {import('./training-words.js').Training | null} */
    this.training = null;
    /** @type {(() => void) | null} */
    this.close = null;
  }

  render() {
    const training = this.training;
    if (!training) {
      return nothing;
    }
    return html`<div class="report ${mark(training)}">
      <div class="line">
        <p role="status"><strong>${sentence(training)}</strong></p>
        ${training.state === 'running' ? this.#meter(training.progress) : nothing}
        ${this.close && training.state !== 'running' ? html`
          <button class="quiet" aria-label="Close the report" @click=${this.close}>×</button>` : nothing}
      </div>
      ${training.nodes?.length ? html`<ul class="steps" aria-label="Nodes of this training">
        ${training.nodes.map((step) => html`<li class=${step.state}><code>${step.node}</code>
          <span>${STEPS[step.state]}</span></li>`)}</ul>` : nothing}
      ${this.#problems('What to correct', training.problems ?? [])}
      ${this.#problems('What may fail turns', training.warnings ?? [])}
    </div>`;
  }

  /** @param {{done: number, of: number}} progress */
  #meter({ done, of }) {
    return of > 0
      ? html`<progress max=${of} value=${done} aria-label="Nodes published"></progress>`
      : html`<progress aria-label="Nodes published"></progress>`;
  }

  /**
   * @param {string} heading
   * @param {import('./training-words.js').NodeProblem[]} problems
   */
  #problems(heading, problems) {
    if (problems.length === 0) {
      return nothing;
    }
    const left = problems.length - MOST_PROBLEMS;
    return html`<ul class="problems" aria-label=${heading}>
      ${problems.slice(0, MOST_PROBLEMS).map((problem) => html`<li>
        <a href=${link('/bots/:bot/nodes/:node', { bot: this.bot, node: problem.node }, { line: problem.line })}>${
          place(problem)}</a> <span>${problem.detail}</span></li>`)}
      ${left > 0 ? html`<li>and ${left} more</li>` : nothing}</ul>`;
  }
}

customElements.define('ty-training-report', TrainingReport);

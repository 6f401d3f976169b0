import { html, nothing } from 'lit';
import { ApiProblem, api, client } from '../client/client.js';
import { TyElement } from '../shared/element.js';
import '../shared/problem-view.js';
import { toast } from '../shared/toast.js';

/** @typedef {'staging' | 'production'} StageName */

/** Moves a stage back to a release that it had. */
export class RollBackPanel extends TyElement {
  static properties = {
    bot: { type: String },
    stages: { attribute: false },
    stage: { state: true },
    target: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    this.bot = '';
    /** @type {import('./releases-view.js').Stages | null} */
    this.stages = null;
    /** @type {StageName} */
    this.stage = 'production';
    /** The chosen release; 0: the one before the present one. */
    this.target = 0;
    /** @type {ApiProblem | null} */
    this.problem = null;
    this.busy = false;
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('stages')) {
      this.target = 0;
      this.problem = null;
    }
  }

  /** Releases to go back to, the latest first. */
  get #earlier() {
    const stage = this.stages?.[this.stage];
    return stage ? [...new Set([...stage.trail].reverse())].filter((release) => release !== stage.release) : [];
  }

  render() {
    const earlier = this.#earlier;
    const stage = this.stages?.[this.stage];
    const title = this.stage === 'staging' ? 'Staging' : 'Production';
    return html`<section class="card panel" aria-labelledby="roll-back-heading">
      <h2 id="roll-back-heading">Go back</h2>
      <div class="fields">
        <label>Stage to go back <select name="stage" @change=${(/** @type {Event} */ event) => {
          this.stage = /** @type {StageName} */ (/** @type {HTMLSelectElement} */ (event.target).value);
          this.target = 0;
          this.problem = null;
        }}><option value="production" ?selected=${this.stage === 'production'}>production</option>
          <option value="staging" ?selected=${this.stage === 'staging'}>staging</option></select></label>
        <label>Release to go back to <select name="to" ?disabled=${earlier.length === 0}
          @change=${(/** @type {Event} */ event) => {
            this.target = Number(/** @type {HTMLSelectElement} */ (event.target).value);
          }}>${earlier.length === 0 ? html`<option value="0">none</option>` : earlier.map((release) => html`
            <option value=${release} ?selected=${release === (this.target || earlier[0])}>release ${release}</option>`)}
        </select></label>
      </div>
      <p class="soft small">${stage
        ? `${title} is on release ${stage.release}${earlier.length === 0 ? ' and has no earlier one' : ''}.`
        : `${title} has no release yet.`} Variables stay as they are, and nothing is deployed: it takes one moment.</p>
      ${this.problem ? html`<ty-problem .problem=${this.problem}></ty-problem>` : nothing}
      <div class="actions"><button ?disabled=${earlier.length === 0} aria-disabled=${this.busy ? 'true' : 'false'}
        @click=${() => void this.#rollBack(this.target || earlier[0])}>Roll back</button></div>
    </section>`;
  }

  /** @param {number} to */
  async #rollBack(to) {
    const stage = this.stages?.[this.stage];
    if (this.busy || !stage) {
      return;
    }
    this.busy = true;
    this.problem = null;
    const path = api`/bots/${this.bot}/stages/${this.stage}/rollbacks`;
    try {
      const { body } = await client.post(path, { json: { to }, match: `"${stage.revision}"` });
      toast(`${this.stage === 'staging' ? 'Staging' : 'Production'} is back on release ${body.release}. ${body.notice}`);
    } catch (error) {
      const problem = ApiProblem.of(error);
      if (problem.isConflict) {
        toast('Somebody moved this stage just now. Look where it is, then try again.', 'failed');
        client.tellChanged(path);
      } else {
        this.problem = problem;
      }
    } finally {
      this.busy = false;
    }
  }
}

customElements.define('ty-roll-back-panel', RollBackPanel);

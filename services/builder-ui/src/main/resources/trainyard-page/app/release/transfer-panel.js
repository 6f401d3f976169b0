import { html, nothing } from 'lit';
import { ApiProblem, api, client } from '../client/client.js';
import { link } from '../router.js';
import { TyElement } from '../shared/element.js';
import '../shared/problem-view.js';
import { toast } from '../shared/toast.js';
import { checklist, missingOnProduction } from './checklist.js';

/** Moves production to a release that staging has or had, with what must be so before. */
export class TransferPanel extends TyElement {
  static properties = {
    bot: { type: String },
    stages: { attribute: false },
    variables: { attribute: false },
    release: { state: true },
    untrained: { state: true },
    refused: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    this.bot = '';
    /** @type {import('./releases-view.js').Stages | null} */
    this.stages = null;
    /** @type {import('./releases-view.js').Variable[]} */
    this.variables = [];
    /** The chosen release; 0: the one that staging has. */
    this.release = 0;
    /** Of the chosen release, if it is not the one that staging has. @type {string[] | null} */
    this.untrained = null;
    /** @type {string | null} what stands in the way, in the words of the server */
    this.refused = null;
    /** @type {ApiProblem | null} */
    this.problem = null;
    this.busy = false;
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('stages')) {
      this.release = 0;
      this.untrained = null;
      this.refused = null;
      this.problem = null;
    }
  }

  render() {
    const staging = this.stages?.staging;
    if (!this.stages || !staging) {
      return nothing;
    }
    const wanted = this.release || staging.release;
    const untrained = this.untrained ?? this.stages.untrained;
    const items = checklist(wanted, untrained, missingOnProduction(this.variables));
    const there = this.stages.production?.release === wanted;
    return html`<section class="card panel" aria-labelledby="transfer-heading">
      <h2 id="transfer-heading">Transfer to production</h2>
      <label>Release <select name="release" @change=${this.#chosen}>
        ${[...new Set(staging.trail)].sort((one, other) => other - one).map((number) => html`
          <option value=${number} ?selected=${number === wanted}>release ${number}${
            number === staging.release ? ', on staging now' : ''}</option>`)}
      </select></label>
      <ul class="checklist">${items.map((item) => html`<li class=${item.done ? 'done' : 'open'}>
        <span class="state" aria-hidden="true">${item.done ? '✓' : '!'}</span>
        <span><span class="hidden-label">${item.done ? 'Done: ' : 'Open: '}</span>${item.text}${this.#names(item, wanted)}</span>
        </li>`)}</ul>
      ${this.problem ? html`<ty-problem .problem=${this.problem}></ty-problem>` : nothing}
      ${this.refused ? html`<div class="note warn" role="alert"><p><strong>Nothing moved.</strong> ${this.refused}</p></div>`
        : nothing}
      <div class="actions">
        <button class="primary" aria-disabled=${this.busy ? 'true' : 'false'}
          @click=${() => void this.#transfer(wanted, false)}>Transfer</button>
        ${this.refused ? html`<button class="danger" @click=${() => void this.#transfer(wanted, true)}>Move production all
          the same</button>` : nothing}
        ${there ? html`<span class="soft small">Production is on release ${wanted} already.</span>` : nothing}
      </div>
    </section>`;
  }

  /**
   * @param {import('./checklist.js').CheckItem} item
   * @param {number} release
   */
  #names(item, release) {
    if (item.names.length === 0) {
      return nothing;
    }
    return html`: ${item.names.slice(0, 20).map((name, i) => html`${i > 0 ? ', ' : ''}<a href=${item.kind === 'missing'
      ? link('/bots/:bot/variables', { bot: this.bot })
      : link('/bots/:bot/releases/:from/diff/:to', { bot: this.bot, from: String(release), to: 'draft' }, { node: name })}><code>${
      name}</code></a>`)}${item.names.length > 20 ? html`, and ${item.names.length - 20} more` : nothing}`;
  }

  /** @param {Event} event */
  async #chosen(event) {
    const number = Number(/** @type {HTMLSelectElement} */ (event.target).value);
    this.release = number;
    this.refused = null;
    this.problem = null;
    this.untrained = null;
    if (number !== this.stages?.staging?.release) {
      try {
        const { body } = await client.get(api`/bots/${this.bot}/releases/${number}/diff/draft`);
        if (this.release === number) {
          this.untrained = body.nodes.map((/** @type {{node: string}} */ { node }) => node);
        }
      } catch (error) {
        this.problem = ApiProblem.of(error);
      }
    }
  }

  /**
   * @param {number} release
   * @param {boolean} force
   */
  async #transfer(release, force) {
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.problem = null;
    this.refused = null;
    try {
      const { body } = await client.post(api`/bots/${this.bot}/transfers`, { json: { release, force } });
      toast(`Production is on release ${body.release}.`);
    } catch (error) {
      const problem = ApiProblem.of(error);
      if (problem.code === 'not_transferable') {
        this.refused = problem.detail;
      } else {
        this.problem = problem;
      }
    } finally {
      this.busy = false;
    }
  }
}

customElements.define('ty-transfer-panel', TransferPanel);

import { html, nothing } from 'lit';
import { ApiProblem, api, client } from '../client/client.js';
import { link } from '../router.js';
import { confirmed } from '../shared/dialog.js';
import { TyElement } from '../shared/element.js';
import '../shared/empty.js';
import { Loading } from '../shared/loading.js';
import '../shared/time.js';
import { toast } from '../shared/toast.js';
import { askVariable } from './variable-dialog.js';

/**
 * @typedef {{set: boolean, updated_at?: string, updated_by?: string, value?: string}} StageValue
 * @typedef {{name: string, staging: StageValue, production: StageValue, used_by?: string[], revision: number}} Variable
 * @typedef {{name: string, used_by: {node: string, line: number}[]}} Unknown
 * @typedef {'staging' | 'production'} StageName
 */

/** @type {StageName[]} */
const STAGES = ['staging', 'production'];
const TITLES = { staging: 'Staging', production: 'Production' };

/** A bot's variables: what is set where and since when, who reads it, and what is read and not there. */
export class VariablesView extends TyElement {
  static properties = { bot: { type: String }, shown: { state: true } };

  constructor() {
    super();
    this.bot = '';
    /** Stages whose values are shown, and the values. @type {Partial<Record<StageName, Map<string, string>>>} */
    this.shown = {};
    this.variables = new Loading(this, (signal) =>
      client.get(api`/bots/${this.bot}/variables`, { signal }).then(({ body }) => body), { fresh: true });
  }

  connectedCallback() {
    super.connectedCallback();
    void this.variables.load();
  }

  render() {
    return html`
      <div class="view-head">
        <div><h1>Variables</h1>
          <p class="soft">Every node of this bot gets them in <code>env_variables</code>, with the values of its stage.</p>
        </div>
        <div class="actions"><button class="primary" @click=${() => this.#edit(null)}>Add a variable</button></div>
      </div>
      ${this.variables.show((list) => html`
        ${this.#unknown(list.unknown)}
        ${list.items.length === 0
          ? html`<ty-empty heading="No variables yet"
              text="Keep addresses and passwords here instead of in code: they differ per stage, and are kept encrypted.">
            </ty-empty>`
          : this.#table(list.items)}`)}`;
  }

  /** @param {Unknown[]} unknown */
  #unknown(unknown) {
    return unknown.length === 0 ? nothing : html`<section class="note warn unknown" aria-labelledby="unknown-names">
      <h2 id="unknown-names">Names without a variable</h2>
      <p>Code reads these names, and no variable has them: turns that get there fail, or use a default.</p>
      <ul>${unknown.map(({ name, used_by: places }) => html`<li>
        <code>${name}</code>
        <span>${places.map(({ node, line }) => html`
          <a href=${link('/bots/:bot/nodes/:node', { bot: this.bot, node }, { line })}>${node}, line ${line}</a>`)}</span>
        <button @click=${() => this.#edit(null, name)}>Add ${name}</button></li>`)}</ul>
    </section>`;
  }

  /** @param {Variable[]} items */
  #table(items) {
    return html`
      <div class="actions shows">${STAGES.map((stage) => html`
        <button aria-pressed=${this.shown[stage] ? 'true' : 'false'} @click=${() => this.#show(stage)}>
          ${this.shown[stage] ? 'Hide' : 'Show'} values of ${stage}</button>`)}</div>
      <div class="card wide"><table>
        <thead><tr><th scope="col">Key</th>${STAGES.map((stage) => html`<th scope="col">${TITLES[stage]}</th>`)}
          <th scope="col">Read by</th><th scope="col"><span class="hidden-label">Actions</span></th></tr></thead>
        <tbody>${items.map((variable) => html`<tr>
          <th scope="row" data-label="Key"><code>${variable.name}</code></th>
          ${STAGES.map((stage) => html`<td data-label=${TITLES[stage]}>${this.#value(variable, stage)}</td>`)}
          <td data-label="Read by" class="readers">${(variable.used_by ?? []).length === 0
            ? html`<span class="soft">no node</span>`
            : variable.used_by?.map((node) => html`<a href=${link('/bots/:bot/nodes/:node', { bot: this.bot, node })}>
                <code>${node}</code></a> `)}</td>
          <td class="end"><div class="actions">
            <button aria-label="Change ${variable.name}" @click=${() => this.#edit(variable)}>Change</button>
            <button class="quiet" aria-label="Delete ${variable.name}" @click=${() => this.#delete(variable)}>Delete</button>
          </div></td></tr>`)}</tbody>
      </table></div>
      <p class="soft small foot">A change is live at the next turn of its stage, without Train Bot. Rolling a stage back does
        not touch variables.</p>`;
  }

  /**
   * @param {Variable} variable
   * @param {StageName} stage
   */
  #value(variable, stage) {
    const value = variable[stage];
    if (!value.set) {
      return html`<span class="badge warn">not set</span>`;
    }
    const text = this.shown[stage]?.get(variable.name);
    return html`
      ${text === undefined
        ? html`<span class="value hidden" aria-label="hidden">••••••</span>`
        : text === '' ? html`<span class="soft">empty text</span>` : html`<code class="value" tabindex="0">${text}</code>`}
      <span class="soft small">live since <ty-time at=${value.updated_at ?? ''} full></ty-time>, set by ${value.updated_by}</span>`;
  }

  /** @param {StageName} stage */
  async #show(stage) {
    if (this.shown[stage]) {
      this.shown = { ...this.shown, [stage]: undefined };
      return;
    }
    try {
      const { body } = await client.get(`${api`/bots/${this.bot}/variables`}?reveal=${stage}`);
      /** @type {Map<string, string>} */
      const values = new Map();
      for (const variable of /** @type {Variable[]} */ (body.items)) {
        const { value } = variable[stage];
        if (value !== undefined) {
          values.set(variable.name, value);
        }
      }
      this.shown = { ...this.shown, [stage]: values };
    } catch (error) {
      toast(ApiProblem.of(error).detail, 'failed');
    }
  }

  /**
   * @param {Variable | null} variable
   * @param {string} [name] to begin with
   */
  async #edit(variable, name = '') {
    /** As the list has it; without one it is made. */
    let known = variable;
    const done = await askVariable(variable, name, async (wanted) => {
      try {
        const { body } = await client.put(api`/bots/${this.bot}/variables/${wanted.name}`, {
          json: { staging: wanted.staging, production: wanted.production },
          ...(known ? { match: `"${known.revision}"` } : { create: true }),
        });
        this.#tellLive(body, wanted);
      } catch (error) {
        if (!variable || !ApiProblem.of(error).isConflict) {
          throw error;
        }
        await this.variables.load();
        known = this.variables.value?.items.find((/** @type {Variable} */ { name: other }) => other === wanted.name) ?? null;
        throw new ApiProblem(412, 'conflict', known
          ? 'Somebody else changed this variable meanwhile. Save again to have your value.'
          : 'Somebody else deleted this variable meanwhile. Save again to make it anew.');
      }
    });
    if (done) {
      await this.#again();
    }
  }

  /**
   * @param {Variable} variable
   * @param {{staging?: string, production?: string}} set
   */
  #tellLive(variable, set) {
    const stages = STAGES.filter((stage) => set[stage] !== undefined);
    const since = new Date(variable[stages[0]].updated_at ?? '').toLocaleTimeString();
    toast(`${variable.name}: live on ${stages.join(' and ')} since ${since}.`);
  }

  /** @param {Variable} variable */
  async #delete(variable) {
    const readers = variable.used_by ?? [];
    const sure = await confirmed({
      title: `Delete ${variable.name}?`,
      body: html`<p>Its values are lost on both stages at once.</p>
        ${readers.length === 0
          ? html`<p>No node's newest code reads it. Released code may still.</p>`
          : html`<p>These nodes read it, and their turns may fail without it:</p>
            <ul>${readers.map((node) => html`<li><code>${node}</code></li>`)}</ul>`}`,
      action: `Delete ${variable.name}`,
      danger: true,
    });
    if (!sure) {
      return;
    }
    try {
      await client.delete(api`/bots/${this.bot}/variables/${variable.name}`, { match: `"${variable.revision}"` });
      toast(`${variable.name} is deleted.`);
    } catch (error) {
      toast(ApiProblem.of(error).detail, 'failed');
    }
    await this.#again();
  }

  /** Loads anew; values that were shown are asked for again by who wants them. */
  async #again() {
    this.shown = {};
    await this.variables.load();
  }
}

customElements.define('ty-variables-view', VariablesView);

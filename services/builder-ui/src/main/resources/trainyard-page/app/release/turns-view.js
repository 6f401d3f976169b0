import { html, nothing } from 'lit';
import { api, client, withQuery } from '../client/client.js';
import { link, router } from '../router.js';
import { TyElement } from '../shared/element.js';
import '../shared/empty.js';
import { Loading } from '../shared/loading.js';
import '../shared/time.js';
import { CAUSES, duration } from './turn-words.js';

/**
 * @typedef {{request_id: string, stage: string, node: string, release: number, at: string, outcome: string,
 *   cause?: string, timings_ms: {queue: number, start: number, run: number, total: number}}} Turn
 */

const PAGE = 50;
const FILTERS = ['stage', 'node', 'outcome', 'cause'];

/** The latest turns of a bot. What they are filtered by stands in the address, so that it can be passed on. */
export class TurnsView extends TyElement {
  static properties = { bot: { type: String }, query: { attribute: false } };

  constructor() {
    super();
    this.bot = '';
    this.query = new URLSearchParams();
    /** @type {string[]} */
    this.nodes = [];
    this.turns = new Loading(this, (signal) => this.#page(null, signal));
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#nodes();
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('query')) {
      void this.turns.load();
    }
  }

  async #nodes() {
    try {
      this.nodes = (await client.list(api`/bots/${this.bot}/nodes`, { limit: 200 })).map((node) => node.name);
      this.requestUpdate();
    } catch {
      // The list of turns says what is wrong.
    }
  }

  /**
   * @param {string | null} cursor
   * @param {AbortSignal} [signal]
   * @returns {Promise<{items: Turn[], next: string | null}>}
   */
  async #page(cursor, signal) {
    const filter = Object.fromEntries(FILTERS.map((name) => [name, this.query.get(name)]));
    const { body } = await client.get(
      withQuery(api`/bots/${this.bot}/turns`, { ...filter, limit: PAGE, cursor }), { signal });
    return body;
  }

  async #older() {
    const shown = this.turns.value;
    if (shown?.next) {
      const more = await this.#page(shown.next);
      this.turns.value = { items: [...shown.items, ...more.items], next: more.next };
      this.requestUpdate();
    }
  }

  /** @param {Event} event */
  #filtered(event) {
    const form = /** @type {HTMLFormElement} */ (/** @type {HTMLElement} */ (event.target).closest('form'));
    const wanted = new FormData(form);
    const query = Object.fromEntries(FILTERS.map((name) => [name, String(wanted.get(name) ?? '')]));
    void router.go(link('/bots/:bot/turns', { bot: this.bot }, query), { replace: true });
  }

  render() {
    return html`
      <div class="view-head"><h1>Turns</h1>
        <div class="actions"><button @click=${() => void this.turns.load()}>Look again</button></div></div>
      <form class="filters" @change=${this.#filtered} @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
        ${this.#select('stage', 'Stage', ['staging', 'production'], 'both')}
        ${this.#select('node', 'Node', this.#names(), 'every node')}
        ${this.#select('outcome', 'Outcome', ['reply', 'bot_break'], 'every outcome')}
        ${this.#select('cause', 'Cause', CAUSES, 'every cause')}
      </form>
      ${this.turns.show(({ items, next }) => items.length === 0
        ? html`<ty-empty heading=${this.query.size > 0 ? 'No turns fit' : 'No turns yet'}
            text=${this.query.size > 0 ? 'Among the turns that are kept, none is like that.'
              : 'Turns appear here a moment after the conversation runtime has taken them.'}></ty-empty>`
        : html`${this.#table(items)}
          ${next ? html`<p class="foot"><button @click=${this.#older}>Older turns</button></p>` : nothing}`)}`;
  }

  /** Names of nodes, and the one that is filtered by, though its node may be gone. */
  #names() {
    const chosen = this.query.get('node');
    return chosen && !this.nodes.includes(chosen) ? [chosen, ...this.nodes] : this.nodes;
  }

  /**
   * @param {string} name
   * @param {string} label
   * @param {string[]} values
   * @param {string} every
   */
  #select(name, label, values, every) {
    const chosen = this.query.get(name) ?? '';
    return html`<label>${label} <select name=${name}>
      <option value="" ?selected=${chosen === ''}>${every}</option>
      ${values.map((value) => html`<option value=${value} ?selected=${chosen === value}>${
        value.replace('bot_break', 'bot break').replace(/_(?=[a-z])/g, ' ')}</option>`)}</select></label>`;
  }

  /** @param {Turn[]} turns */
  #table(turns) {
    return html`<div class="card wide"><table>
      <thead><tr><th scope="col">When</th><th scope="col">Node</th><th scope="col">Stage</th><th scope="col">Release</th>
        <th scope="col">Outcome</th><th scope="col" class="end">Took</th></tr></thead>
      <tbody>${turns.map((turn) => html`<tr>
        <td data-label="When"><a href=${link('/bots/:bot/turns/:turn', { bot: this.bot, turn: turn.request_id })}>
          <ty-time at=${turn.at} full></ty-time></a></td>
        <td data-label="Node"><code>${turn.node}</code></td>
        <td data-label="Stage">${turn.stage}</td>
        <td data-label="Release">${turn.release}</td>
        <td data-label="Outcome"><span class="badge ${turn.outcome === 'reply' ? 'good' : 'danger'}">${
          turn.outcome === 'reply' ? 'reply' : turn.cause?.replaceAll('_', ' ')}</span></td>
        <td data-label="Took" class="end">${duration(turn.timings_ms.total)}</td>
      </tr>`)}</tbody></table></div>`;
  }
}

customElements.define('ty-turns-view', TurnsView);

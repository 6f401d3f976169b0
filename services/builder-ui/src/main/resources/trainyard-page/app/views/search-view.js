import { html, nothing } from 'lit';
import { api, client, withQuery } from '../client/client.js';
import { link, router } from '../router.js';
import { TyElement } from '../shared/element.js';
import '../shared/empty.js';
import { Loading } from '../shared/loading.js';

const MOST = 200;

/** A text in the newest code of all nodes of a bot. */
export class SearchView extends TyElement {
  static properties = { bot: { type: String }, query: { attribute: false } };

  constructor() {
    super();
    this.bot = '';
    this.query = new URLSearchParams();
    this.hits = new Loading(this, (signal) => this.#load(signal));
  }

  get #words() {
    return this.query.get('q') ?? '';
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('query') && this.#words) {
      void this.hits.load({ keep: false });
    }
  }

  firstUpdated() {
    this.querySelector('input')?.focus();
  }

  /** @param {AbortSignal} signal */
  async #load(signal) {
    const { body } = await client.get(withQuery(api`/bots/${this.bot}/search`, { q: this.#words, limit: MOST }), { signal });
    return body;
  }

  render() {
    return html`
      <div class="view-head"><h1>Search</h1></div>
      <form class="search" role="search" @submit=${this.#search}>
        <label for="ty-search-words">Text in the code of all nodes</label>
        <div class="line-of-fields">
          <input id="ty-search-words" type="search" name="q" .value=${this.#words} required autocomplete="off" spellcheck="false">
          <button class="primary">Search</button>
        </div>
      </form>
      ${this.#words ? this.hits.show((found) => this.#found(found)) : nothing}`;
  }

  #search = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const words = new FormData(/** @type {HTMLFormElement} */ (event.target)).get('q');
    void router.go(link('/bots/:bot/search', { bot: this.bot }, { q: String(words) }));
  };

  /** @param {{items: any[], next: string | null}} found */
  #found({ items, next }) {
    if (items.length === 0) {
      return html`<ty-empty heading="Nothing found" text=${`No saved code of ${this.bot} has this text.`}></ty-empty>`;
    }
    const nodes = byNode(items);
    return html`<p class="soft" role="status">${items.length === 1 ? 'One place' : `${items.length} places`} in
        ${nodes.size === 1 ? 'one node' : `${nodes.size} nodes`}${next ? '; there are more' : ''}</p>
      ${[...nodes].map(([node, hits]) => html`<section class="card hits">
        <h2><a href=${link('/bots/:bot/nodes/:node', { bot: this.bot, node })}><code>${node}</code></a></h2>
        <ol>${hits.map((/** @type {any} */ hit) => html`<li><a href=${link('/bots/:bot/nodes/:node', { bot: this.bot, node },
          { line: hit.line, column: hit.column })}><span class="number">${hit.line}</span><code>${marked(hit.text, hit.column, this.#words.length)}</code></a></li>`)}</ol>
      </section>`)}`;
  }
}

/** @param {any[]} items @returns {Map<string, any[]>} */
function byNode(items) {
  const groups = new Map();
  for (const hit of items) {
    groups.set(hit.node, [...(groups.get(hit.node) ?? []), hit]);
  }
  return groups;
}

/** @param {string} text @param {number} column @param {number} length */
function marked(text, column, length) {
  const from = column - 1;
  const start = Math.max(0, from - 60);
  return html`${start > 0 ? '…' : ''}${text.slice(start, from).trimStart()}<mark>${text.slice(from, from + length)}</mark>${text.slice(from + length, from + length + 120)}`;
}

customElements.define('ty-search-view', SearchView);

import { html, nothing } from 'lit';
import { api, client } from '../client/client.js';
import { link, router } from '../router.js';
import { TyElement } from '../shared/element.js';
import '../shared/empty.js';
import { Loading } from '../shared/loading.js';
import '../shared/menu.js';
import '../shared/time.js';
import { createNode, deleteNode, duplicateNode, editNodeSettings } from './node-actions.js';

/** The nodes of a bot. */
export class NodesView extends TyElement {
  static properties = { bot: { type: String }, query: { attribute: false }, filter: { state: true } };

  constructor() {
    super();
    this.bot = '';
    this.query = new URLSearchParams();
    this.filter = '';
    this.content = new Loading(this, (signal) => this.#load(signal), { fresh: true });
    /** @param {Event} event */
    this.changed = (event) => {
      if (/** @type {CustomEvent} */ (event).detail.startsWith(api`/bots/${this.bot}/`)) {
        void this.content.load();
      }
    };
  }

  connectedCallback() {
    super.connectedCallback();
    void this.content.load();
    client.changes.addEventListener('changed', this.changed);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    client.changes.removeEventListener('changed', this.changed);
  }

  /** @param {AbortSignal} signal */
  async #load(signal) {
    const [bot, nodes, stages] = await Promise.all([
      client.get(api`/bots/${this.bot}`, { signal }),
      client.list(api`/bots/${this.bot}/nodes`),
      client.get(api`/bots/${this.bot}/stages`, { signal }),
    ]);
    return { title: bot.body.title, nodes, stages: stages.body };
  }

  render() {
    return this.content.show(({ title, nodes, stages }) => html`
      <div class="view-head">
        <div><h1>${title || this.bot}</h1></div>
        <div class="actions">
          ${nodes.length > 0 ? this.#search() : nothing}
          <button class="primary" @click=${() => void createNode(this.bot)}>New node</button>
        </div>
      </div>
      ${nodes.length === 0 ? html`<ty-empty heading="No nodes yet"
        text="A node answers one place of the conversation with a Python function. A new one opens with a template that works."
        .action=${html`<button class="primary" @click=${() => void createNode(this.bot)}>Make the first node</button>`}></ty-empty>`
        : this.#table(nodes, stages)}`);
  }

  #search() {
    return html`<form role="search" @submit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      void router.go(link('/bots/:bot/search', { bot: this.bot }, { q: this.filter.trim() }));
    }}>
      <label class="hidden-label" for="ty-node-filter">Filter the nodes; Enter searches their code</label>
      <input id="ty-node-filter" type="search" placeholder="Filter; Enter searches code" .value=${this.filter}
        @input=${(/** @type {Event} */ event) => { this.filter = /** @type {HTMLInputElement} */ (event.target).value; }}>
    </form>`;
  }

  /** @param {any[]} nodes @param {any} stages */
  #table(nodes, stages) {
    const untrained = new Set(stages.untrained);
    const shown = nodes.filter(({ name }) => name.includes(this.filter.trim().toUpperCase().replace(/[ -]/g, '_')));
    return html`<div class="card wide"><table class="stacking">
      <thead><tr><th scope="col">Node</th><th scope="col">Draft</th><th scope="col">Limits</th>
        <th scope="col"><span class="hidden-label">Actions</span></th></tr></thead>
      <tbody>${shown.map((node) => html`<tr>
        <th scope="row" class="name"><a href=${link('/bots/:bot/nodes/:node', { bot: this.bot, node: node.name })}><code>${node.name}</code></a>
          ${node.end_node ? html`<span class="badge">end node</span>` : nothing}</th>
        <td data-label="Draft">${untrained.has(node.name) ? html`<span class="badge warn">differs from staging</span>` : html`<span class="badge good">as on staging</span>`}</td>
        <td class="soft" data-label="Limits">${node.timeout_seconds} s, ${node.memory_mb} MB</td>
        <td class="end"><ty-menu quiet label="Actions" of=${node.name} .items=${[
          { label: 'Settings', act: () => void editNodeSettings(this.bot, node.name) },
          { label: 'Duplicate this node', act: () => void duplicateNode(this.bot, node.name) },
          { label: 'Delete this node', danger: true, act: () => void deleteNode(this.bot, node.name) },
        ]}></ty-menu></td>
      </tr>`)}</tbody></table>
      ${shown.length === 0 ? html`<p class="nothing soft">No node is called so. Enter searches the code of all nodes.</p>` : nothing}
    </div>`;
  }
}

customElements.define('ty-nodes-view', NodesView);

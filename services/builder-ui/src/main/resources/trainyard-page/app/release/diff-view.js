import { html, nothing } from 'lit';
import { api, client } from '../client/client.js';
import { link } from '../router.js';
import { TyElement } from '../shared/element.js';
import '../shared/empty.js';
import { Loading } from '../shared/loading.js';
import './code-diff.js';
import { settingsChanges, sideName } from './diff-words.js';
import { restoreRevision } from './restore.js';

const MARKS = { added: 'good', removed: 'danger', changed: 'warn' };

/** What differs between two releases, or a release and the drafts, node by node. */
export class DiffView extends TyElement {
  static properties = {
    bot: { type: String }, from: { type: String }, to: { type: String }, query: { attribute: false },
  };

  constructor() {
    super();
    this.bot = '';
    this.from = '';
    this.to = '';
    this.query = new URLSearchParams();
    this.diff = new Loading(this, (signal) =>
      client.get(api`/bots/${this.bot}/releases/${this.from}/diff/${this.to}`, { signal }).then(({ body }) => body));
  }

  connectedCallback() {
    super.connectedCallback();
    void this.diff.load();
  }

  render() {
    const title = `${sideName(this.from)} and ${sideName(this.to)}`;
    return html`
      <div class="view-head"><h1>${title.charAt(0).toUpperCase()}${title.slice(1)}</h1>
        <a href=${link('/bots/:bot/releases', { bot: this.bot })}>Releases</a></div>
      ${this.diff.show(({ nodes, complete }) => nodes.length === 0
        ? html`<ty-empty heading="No difference" text="Code and settings of every node are the same."></ty-empty>`
        : html`
          ${complete ? nothing : html`<p class="note warn">The texts are too many to be shown all; look at fewer releases apart,
            or ask for single revisions.</p>`}
          ${this.#both(nodes)}`)}`;
  }

  /** @param {import('./diff-words.js').NodeDiff[]} nodes */
  #both(nodes) {
    const chosen = nodes.find((diff) => diff.node === this.query.get('node')) ?? nodes[0];
    return html`<div class="both">
      <nav class="card" aria-label="Nodes that differ"><ul>${nodes.map((diff) => html`<li>
        <a href=${link('/bots/:bot/releases/:from/diff/:to', { bot: this.bot, from: this.from, to: this.to },
          { node: diff.node })} aria-current=${diff === chosen ? 'true' : nothing}><code>${diff.node}</code></a>
        <span class="badge ${MARKS[diff.kind]}">${diff.kind}</span></li>`)}</ul></nav>
      ${this.#node(chosen)}
    </div>`;
  }

  /** @param {import('./diff-words.js').NodeDiff} diff */
  #node(diff) {
    const changes = settingsChanges(diff);
    const known = diff.before?.code !== undefined || diff.after?.code !== undefined;
    return html`<section class="one" aria-label=${diff.node}>
      ${changes.length > 0 ? html`<ul class="note">${changes.map((change) => html`<li>${change}</li>`)}</ul>` : nothing}
      ${this.#sameName(diff, changes)}
      ${diff.code && known ? html`<ty-code-diff .oldText=${diff.before?.code ?? ''} .newText=${diff.after?.code ?? ''}
        left=${this.#side(this.from, diff.before)} right=${this.#side(this.to, diff.after)}></ty-code-diff>` : nothing}
      <div class="actions">
        ${diff.before && diff.before.revision > 0 ? html`<button @click=${() => void this.#restore(diff)}>
          Restore revision ${diff.before.revision} of ${sideName(this.from)}</button>` : nothing}
        ${diff.kind === 'removed' ? nothing : html`
          <a class="button" href=${link('/bots/:bot/nodes/:node', { bot: this.bot, node: diff.node })}>Open the draft</a>
          <a class="button" href=${link('/bots/:bot/nodes/:node/revisions', { bot: this.bot, node: diff.node })}>All
            revisions</a>`}
      </div>
    </section>`;
  }

  /**
   * A node can differ though nothing of it does: it was deleted, and made again.
   *
   * @param {import('./diff-words.js').NodeDiff} diff
   * @param {string[]} changes
   */
  #sameName(diff, changes) {
    return diff.kind === 'changed' && !diff.code && changes.length === 0
      ? html`<p class="note">This node was deleted and made again under the same name.</p>`
      : nothing;
  }

  /**
   * @param {string} side
   * @param {import('./diff-words.js').Side | undefined} state
   */
  #side(side, state) {
    if (!state) {
      return `${sideName(side)}: no such node`;
    }
    return state.revision > 0 ? `${sideName(side)}: revision ${state.revision}` : `${sideName(side)}: never saved`;
  }

  /** @param {import('./diff-words.js').NodeDiff} diff */
  async #restore(diff) {
    if (diff.before && await restoreRevision(this.bot, diff.node, diff.before.revision)) {
      await this.diff.load();
    }
  }
}

customElements.define('ty-diff-view', DiffView);

import { html, nothing } from 'lit';
import { api, client } from '../client/client.js';
import { link } from '../router.js';
import { TyElement } from '../shared/element.js';
import '../shared/empty.js';
import { Loading } from '../shared/loading.js';
import '../shared/time.js';
import './code-diff.js';
import { restoreRevision } from './restore.js';

/** @typedef {{revision: number, saved_at: string, author: string, restored_from?: number, problems: any[]}} Revision */

const MOST = 200;

/** All that was saved of a node's code, each beside the draft, each to be had again. */
export class RevisionsView extends TyElement {
  static properties = { bot: { type: String }, node: { type: String } };

  constructor() {
    super();
    this.bot = '';
    this.node = '';
    this.revisions = new Loading(this, () =>
      client.list(api`/bots/${this.bot}/nodes/${this.node}/code/revisions`, { limit: 100 }, MOST));
    this.comparing = new Loading(this, (signal) => this.#read(signal));
    this.wanted = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.revisions.load();
  }

  render() {
    return html`
      <div class="view-head"><h1>Revisions of <code>${this.node}</code></h1>
        <a class="button" href=${link('/bots/:bot/nodes/:node', { bot: this.bot, node: this.node })}>Open the draft</a></div>
      ${this.wanted === 0 ? nothing : html`<section class="one" aria-label="Comparison">
        ${this.comparing.show((both) => html`<ty-code-diff .oldText=${both.before} .newText=${both.after}
          left=${`revision ${both.revision}`} right=${`the draft: revision ${both.newest}`}></ty-code-diff>`)}</section>`}
      ${this.revisions.show((revisions) => revisions.length === 0
        ? html`<ty-empty heading="Never saved" text="The first save of this node is its revision 1."></ty-empty>`
        : html`<div class="card wide"><table>
            <thead><tr><th scope="col">Revision</th><th scope="col">Saved</th><th scope="col">By</th>
              <th scope="col"><span class="hidden-label">State</span></th>
              <th scope="col"><span class="hidden-label">Actions</span></th></tr></thead>
            <tbody>${revisions.map((revision, i) => this.#row(revision, i === 0))}</tbody></table></div>`)}`;
  }

  /**
   * @param {Revision} revision
   * @param {boolean} newest
   */
  #row(revision, newest) {
    return html`<tr>
      <th scope="row" data-label="Revision">Revision ${revision.revision}</th>
      <td data-label="Saved"><ty-time at=${revision.saved_at} full></ty-time></td>
      <td data-label="By">${revision.author}</td>
      <td>${newest ? html`<span class="badge good">the draft</span> ` : nothing}
        ${revision.restored_from === undefined ? nothing
          : html`<span class="badge">as revision ${revision.restored_from}</span> `}
        ${revision.problems.length > 0 ? html`<span class="badge danger">does not compile</span>` : nothing}</td>
      <td class="end">${newest ? nothing : html`<div class="actions">
        <button class="quiet" aria-label="Compare revision ${revision.revision}"
          @click=${() => this.#compare(revision.revision)}>Compare</button>
        <button aria-label="Restore revision ${revision.revision}"
          @click=${() => void this.#restore(revision.revision)}>Restore</button></div>`}</td>
    </tr>`;
  }

  /** @param {number} revision */
  #compare(revision) {
    this.wanted = revision;
    void this.comparing.load({ keep: false });
  }

  /** @param {AbortSignal} signal */
  async #read(signal) {
    const path = api`/bots/${this.bot}/nodes/${this.node}/code`;
    const revision = this.wanted;
    const [before, after] = await Promise.all([
      client.get(`${path}/revisions/${revision}`, { signal }), client.get(path, { signal }),
    ]);
    return { revision, before: before.body.code, after: after.body.code, newest: after.body.revision };
  }

  /** @param {number} revision */
  async #restore(revision) {
    if (await restoreRevision(this.bot, this.node, revision)) {
      this.wanted = 0;
      await this.revisions.load();
    }
  }
}

customElements.define('ty-revisions-view', RevisionsView);

import { html, nothing } from 'lit';
import { api, client } from '../client/client.js';
import { link, router } from '../router.js';
import { TyElement } from '../shared/element.js';
import '../shared/empty.js';
import { Loading } from '../shared/loading.js';
import '../shared/time.js';
import './roll-back-panel.js';
import './transfer-panel.js';

/**
 * @typedef {{number: number, nodes: number, created_at: string, author: string, note: string}} Release
 * @typedef {{release: number, since: string, by: string, revision: number, trail: number[]}} Stage
 * @typedef {{staging: Stage | null, production: Stage | null, untrained: string[]}} Stages
 * @typedef {import('./variables-view.js').Variable} Variable
 */

const MOST = 100;
const MOVES = /\/(?:code|restore|trainings\/[^/]+|transfers|rollbacks)$/;

/** A bot's releases: their history, what differs between them, and what moves the stages. */
export class ReleasesView extends TyElement {
  static properties = { bot: { type: String } };

  constructor() {
    super();
    this.bot = '';
    this.all = new Loading(this, (signal) => this.#read(signal), { fresh: true });
    /** @param {Event} event */
    this.noticed = (event) => {
      if (MOVES.test(/** @type {CustomEvent} */ (event).detail)) {
        void this.all.load();
      }
    };
  }

  connectedCallback() {
    super.connectedCallback();
    client.changes.addEventListener('changed', this.noticed);
    void this.all.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    client.changes.removeEventListener('changed', this.noticed);
  }

  /**
   * @param {AbortSignal} signal
   * @returns {Promise<{releases: Release[], next: string | null, stages: Stages, variables: Variable[]}>}
   */
  async #read(signal) {
    const [releases, stages, variables] = await Promise.all([
      client.get(`${api`/bots/${this.bot}/releases`}?limit=${MOST}`, { signal }),
      client.get(api`/bots/${this.bot}/stages`, { signal }),
      client.get(api`/bots/${this.bot}/variables`, { signal }),
    ]);
    return { releases: releases.body.items, next: releases.body.next, stages: stages.body, variables: variables.body.items };
  }

  render() {
    return html`
      <div class="view-head"><h1>Releases</h1>
        <a href=${link('/bots/:bot/training', { bot: this.bot })}>Trainings</a></div>
      ${this.all.show((all) => all.releases.length === 0
        ? html`<ty-empty heading="No releases yet"
            text="Save the code of every node, then train: that makes release 1 and moves staging to it."></ty-empty>`
        : html`<div class="panels">
            <ty-transfer-panel bot=${this.bot} .stages=${all.stages} .variables=${all.variables}></ty-transfer-panel>
            <ty-roll-back-panel bot=${this.bot} .stages=${all.stages}></ty-roll-back-panel>
          </div>
          ${this.#compare(all.releases, all.stages)}
          ${this.#history(all.releases, all.stages)}`)}`;
  }

  /**
   * @param {Release[]} releases
   * @param {Stages} stages
   */
  #compare(releases, stages) {
    const newest = releases[0].number;
    /** @param {Event} event */
    const compared = (event) => {
      event.preventDefault();
      const fields = new FormData(/** @type {HTMLFormElement} */ (event.target));
      void router.go(this.#diff(String(fields.get('from')), String(fields.get('to'))));
    };
    const { staging, production } = stages;
    return html`<section class="compare" aria-labelledby="compare-heading">
      <h2 id="compare-heading">What differs</h2>
      <form @submit=${compared}>
        <label>From <select name="from">${releases.map(({ number }) => html`
          <option value=${number} ?selected=${number === (releases[1]?.number ?? newest)}>release ${number}</option>`)}
        </select></label>
        <label>To <select name="to"><option value="draft">the drafts</option>${releases.map(({ number }) => html`
          <option value=${number} ?selected=${number === newest && releases.length > 1}>release ${number}</option>`)}
        </select></label>
        <button>Compare</button>
        <span class="ready">
          ${staging ? html`<a href=${this.#diff(String(staging.release), 'draft')}>Drafts beside staging</a>` : nothing}
          ${production ? html`<a href=${this.#diff(String(production.release), 'draft')}>Drafts beside production</a>` : nothing}
          ${staging && production && staging.release !== production.release
            ? html`<a href=${this.#diff(String(production.release), String(staging.release))}>Staging beside production</a>`
            : nothing}
        </span>
      </form></section>`;
  }

  /**
   * @param {string} from
   * @param {string} to
   */
  #diff(from, to) {
    return link('/bots/:bot/releases/:from/diff/:to', { bot: this.bot, from, to });
  }

  /**
   * @param {Release[]} releases
   * @param {Stages} stages
   */
  #history(releases, stages) {
    return html`<section aria-labelledby="history-heading"><h2 id="history-heading">History</h2>
      <div class="card wide"><table>
        <thead><tr><th scope="col">Release</th><th scope="col">Note</th><th scope="col">By</th><th scope="col">Made</th>
          <th scope="col">Nodes</th><th scope="col"><span class="hidden-label">Changes</span></th></tr></thead>
        <tbody>${releases.map((release, i) => html`<tr>
          <th scope="row" data-label="Release">${release.number}
            ${stages.staging?.release === release.number ? html`<span class="badge good">staging</span>` : nothing}
            ${stages.production?.release === release.number ? html`<span class="badge good">production</span>` : nothing}</th>
          <td data-label="Note">${release.note || html`<span class="soft">none</span>`}</td>
          <td data-label="By">${release.author}</td>
          <td data-label="Made"><ty-time at=${release.created_at} full></ty-time></td>
          <td data-label="Nodes">${release.nodes}</td>
          <td class="end">${releases[i + 1] ? html`<a
            aria-label="Changes from release ${releases[i + 1].number} to ${release.number}"
            href=${this.#diff(String(releases[i + 1].number), String(release.number))}>Changes</a>` : nothing}</td>
        </tr>`)}</tbody></table></div></section>`;
  }
}

customElements.define('ty-releases-view', ReleasesView);

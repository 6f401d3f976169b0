import { html, nothing } from 'lit';
import { api, client } from '../client/client.js';
import { link } from '../router.js';
import { TyElement } from '../shared/element.js';
import '../shared/empty.js';
import { Loading } from '../shared/loading.js';
import '../shared/time.js';
import './training-report.js';

const MOST = 50;

/** What became of the latest trainings. The bar above the views shows the one that runs. */
export class TrainingView extends TyElement {
  static properties = { bot: { type: String } };

  constructor() {
    super();
    this.bot = '';
    this.trainings = new Loading(this, (signal) =>
      client.get(`${api`/bots/${this.bot}/trainings`}?limit=${MOST}`, { signal }).then(({ body }) => body.items));
    /** @param {Event} event */
    this.changed = (event) => {
      if (/\/trainings(?:\/[^/]+)?$/.test(/** @type {CustomEvent} */ (event).detail)) {
        void this.trainings.load();
      }
    };
  }

  connectedCallback() {
    super.connectedCallback();
    client.changes.addEventListener('changed', this.changed);
    void this.trainings.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    client.changes.removeEventListener('changed', this.changed);
  }

  render() {
    return html`<div class="view-head"><h1>Trainings</h1>
      <a href=${link('/bots/:bot/releases', { bot: this.bot })}>Releases</a></div>
      ${this.trainings.show((trainings) => trainings.length === 0
        ? html`<ty-empty heading="Not trained yet"
            text="A training makes a release of all drafts and moves staging to it."></ty-empty>`
        : html`<ol class="trainings">${trainings.map(this.#training)}</ol>`)}`;
  }

  /** @param {import('./training-words.js').Training} training */
  #training = (training) => html`<li class="card">
    ${training.state === 'running' ? html`<p><strong>At work</strong>: the bar above shows how far it is.</p>`
      : html`<ty-training-report bot=${this.bot} .training=${training}></ty-training-report>`}
    ${training.note ? html`<p>“${training.note}”</p>` : nothing}
    <p class="soft small">${training.author}, <ty-time at=${training.started_at}></ty-time></p>
  </li>`;
}

customElements.define('ty-training-view', TrainingView);

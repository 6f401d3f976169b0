import { html, nothing } from 'lit';
import { ApiProblem, api, client } from '../client/client.js';
import { link } from '../router.js';
import { TyElement } from '../shared/element.js';
import { follow } from './training-follower.js';
import { differing } from './training-words.js';
import './training-report.js';

/** What changes what the bar shows; a Run or a sample does not. */
const CHANGING = /\/(?:code|restore|nodes\/[^/]+|trainings\/[^/]+|transfers|rollbacks)$/;
const MOST_NAMED = 3;

/**
 * Where a bot's stages are, which drafts differ, and Train Bot: always in sight. It asks again after a change made on
 * this page and when the window gets the focus, and follows a training by events only while one runs, whoever began it.
 */
export class StageBar extends TyElement {
  static properties = {
    bot: { type: String },
    stages: { state: true },
    training: { state: true },
    problem: { state: true },
    refused: { state: true },
    starting: { state: true },
  };

  constructor() {
    super();
    this.bot = '';
    /** @type {any} */
    this.stages = null;
    /** @type {import('./training-words.js').Training | null} */
    this.training = null;
    /** @type {ApiProblem | null} */
    this.problem = null;
    /** Whether the problem is that a training was refused: looking again would mend nothing. */
    this.refused = false;
    this.starting = false;
    /** @type {AbortController | null} */
    this.following = null;
    this.followed = '';
    this.asked = 0;
    this.refresh = () => void this.#refresh();
    /** @param {Event} event */
    this.noticed = (event) => {
      const { detail } = /** @type {CustomEvent} */ (event);
      if (CHANGING.test(detail)) {
        this.refresh();
      }
      // Where a training moved staging to is no longer so.
      if (detail.endsWith('/rollbacks') && !this.#running) {
        this.training = null;
      }
    };
  }

  connectedCallback() {
    super.connectedCallback();
    client.changes.addEventListener('changed', this.noticed);
    window.addEventListener('focus', this.refresh);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    client.changes.removeEventListener('changed', this.noticed);
    window.removeEventListener('focus', this.refresh);
    this.#unfollow();
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('bot')) {
      this.#unfollow();
      this.stages = null;
      this.training = null;
      this.problem = null;
      this.refresh();
    }
  }

  async #refresh() {
    const bot = this.bot;
    this.asked += 1;
    const asked = this.asked;
    try {
      const [stages, trainings] = await Promise.all([
        client.get(api`/bots/${bot}/stages`),
        client.get(`${api`/bots/${bot}/trainings`}?limit=1`),
      ]);
      if (asked !== this.asked || !this.isConnected) {
        return;
      }
      this.stages = stages.body;
      this.problem = null;
      const newest = trainings.body.items[0];
      if (newest?.state === 'running') {
        this.#follow(newest);
      }
    } catch (error) {
      if (asked === this.asked) {
        this.#failed(ApiProblem.of(error));
      }
    }
  }

  /** @param {ApiProblem} problem */
  #failed(problem) {
    // A bot that is not there, or no more, is for the view to say.
    if (problem.status === 404) {
      this.stages = null;
    } else {
      this.problem = problem;
      this.refused = false;
    }
  }

  /** @param {import('./training-words.js').Training} begun */
  #follow(begun) {
    if (this.followed === begun.id) {
      return;
    }
    this.#unfollow();
    this.followed = begun.id;
    this.following = new AbortController();
    this.training = begun;
    void this.#watch(begun.id, this.following.signal);
  }

  /**
   * @param {string} id
   * @param {AbortSignal} signal
   */
  async #watch(id, signal) {
    try {
      for await (const { training, problem } of follow(this.bot, id, signal)) {
        if (signal.aborted) {
          return;
        }
        this.training = training ?? this.training;
        this.problem = problem;
      }
    } catch (error) {
      this.#failed(ApiProblem.of(error));
    }
    if (!signal.aborted) {
      this.followed = '';
      client.tellChanged(api`/bots/${this.bot}/trainings/${id}`);
    }
  }

  #unfollow() {
    this.following?.abort();
    this.following = null;
    this.followed = '';
  }

  get #running() {
    return this.starting || this.training?.state === 'running';
  }

  /** @param {SubmitEvent} event */
  async #train(event) {
    event.preventDefault();
    if (this.#running) {
      return;
    }
    const form = /** @type {HTMLFormElement} */ (event.target);
    this.starting = true;
    this.problem = null;
    this.training = null;
    try {
      const note = String(new FormData(form).get('note') ?? '').trim();
      const { body } = await client.post(api`/bots/${this.bot}/trainings`, { json: note ? { note } : {} });
      form.reset();
      this.#follow(body);
    } catch (error) {
      this.problem = ApiProblem.of(error);
      this.refused = true;
    } finally {
      this.starting = false;
    }
  }

  render() {
    if (!this.stages && !this.problem) {
      return nothing;
    }
    return html`<section aria-label="Stages">
      <div class="row">
        ${this.stages ? html`
          <div class="places">
            ${this.#place('Staging', this.stages.staging)}
            ${this.#place('Production', this.stages.production)}
            ${this.#drafts(this.stages.untrained, this.stages.staging !== null)}
          </div>
          <form class="train" @submit=${this.#train}>
            <input name="note" maxlength="2000" autocomplete="off" aria-label="Note for the release"
              placeholder="Note (optional)">
            <button class=${this.stages.untrained.length > 0 ? 'primary' : ''}
              aria-disabled=${this.#running ? 'true' : 'false'}>Train Bot</button>
          </form>` : nothing}
      </div>
      ${this.problem ? html`<ty-problem .problem=${this.problem} .retry=${this.#running || this.refused ? null : this.refresh}>
        </ty-problem>` : nothing}
      ${this.training ? html`<ty-training-report bot=${this.bot} .training=${this.training}
        .close=${() => {
          this.training = null;
        }}></ty-training-report>` : nothing}
    </section>`;
  }

  /**
   * @param {string} name
   * @param {{release: number, since: string} | null} stage
   */
  #place(name, stage) {
    return html`<a class="place" href=${link('/bots/:bot/releases', { bot: this.bot })}>
      <span class="soft">${name}:</span> <strong>${stage ? `release ${stage.release}` : 'nothing yet'}</strong></a>`;
  }

  /** @param {string[]} untrained @param {boolean} trained */
  #drafts(untrained, trained) {
    if (untrained.length === 0) {
      return html`<span class="badge ${trained ? 'good' : ''}">${differing(untrained, trained)}</span>`;
    }
    const more = untrained.length - MOST_NAMED;
    return html`<span class="drafts"><span class="badge warn">${differing(untrained, trained)}</span>
      <span class="names small">${untrained.slice(0, MOST_NAMED).map((node) => html`
        <a href=${link('/bots/:bot/nodes/:node', { bot: this.bot, node })}><code>${node}</code></a>`)}
        ${more > 0 ? html`<details><summary>and ${more} more</summary><div class="card more">
          ${untrained.slice(MOST_NAMED).map((node) => html`
            <a href=${link('/bots/:bot/nodes/:node', { bot: this.bot, node })}><code>${node}</code></a>`)}
        </div></details>` : nothing}</span></span>`;
  }
}

customElements.define('ty-stage-bar', StageBar);

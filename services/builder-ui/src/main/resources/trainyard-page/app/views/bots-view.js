import { html, nothing } from 'lit';
import { api, client } from '../client/client.js';
import { link } from '../router.js';
import { TyElement } from '../shared/element.js';
import '../shared/empty.js';
import { Loading } from '../shared/loading.js';
import '../shared/menu.js';
import '../shared/time.js';
import { createBot, deleteBot, duplicateBot, editBotTitle } from './bot-actions.js';

const MOST = 500;
const AT_ONCE = 6;

/** All bots: what their stages run, and whether drafts are newer. */
export class BotsView extends TyElement {
  static properties = { query: { attribute: false } };

  constructor() {
    super();
    this.query = new URLSearchParams();
    /** What the stages of a bot run; `null` where that cannot be told. @type {Map<string, any>} */
    this.stages = new Map();
    this.bots = new Loading(this, async (signal) => {
      const bots = await client.list(api`/bots`, {}, MOST);
      void this.#loadStages(bots, signal);
      return bots;
    }, { fresh: true });
    this.health = new Loading(this, async (signal) => (await client.get('/health', { signal })).body);
  }

  connectedCallback() {
    super.connectedCallback();
    void this.bots.load();
    void this.health.load();
  }

  /**
   * Asks for one bot after the other, a few at once, and shows each as it comes.
   *
   * @param {any[]} bots
   * @param {AbortSignal} signal
   */
  async #loadStages(bots, signal) {
    const waiting = bots.map(({ name }) => name);
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      for (let name = waiting.shift(); name !== undefined && !signal.aborted; name = waiting.shift()) {
        this.stages.set(name, await client.get(api`/bots/${name}/stages`, { signal }).then(({ body }) => body, () => null));
        this.requestUpdate();
      }
    }));
  }

  render() {
    return html`
      <div class="view-head">
        <h1>Bots</h1>
        <div class="actions"><button class="primary" @click=${this.#create}>New bot</button></div>
      </div>
      ${this.bots.show((bots) => (bots.length === 0 ? this.#none() : this.#table(bots)))}
      ${this.#engine()}`;
  }

  #create = () => void createBot();

  /** @param {Promise<boolean>} change whether there was one */
  async #after(change) {
    if (await change) {
      await this.bots.load();
    }
  }

  #none() {
    return html`<ty-empty heading="No bots yet" text="A bot holds the nodes of a conversation, with their code. Make one, and give it its first node."
      .action=${html`<button class="primary" @click=${this.#create}>Make the first bot</button>`}></ty-empty>`;
  }

  /** @param {any[]} bots */
  #table(bots) {
    return html`<div class="card wide"><table class="stacking">
      <thead><tr><th scope="col">Bot</th><th scope="col">Staging</th><th scope="col">Production</th><th scope="col">Drafts</th>
        <th scope="col"><span class="hidden-label">Actions</span></th></tr></thead>
      <tbody>${bots.map((bot) => html`<tr>
        <th scope="row" class="name"><a href=${link('/bots/:bot', { bot: bot.name })}><code>${bot.name}</code></a>
          ${bot.title ? html`<span class="soft">${bot.title}</span>` : nothing}</th>
        <td data-label="Staging">${release(this.stages.get(bot.name), 'staging')}</td>
        <td data-label="Production">${release(this.stages.get(bot.name), 'production')}</td>
        <td data-label="Drafts">${drafts(this.stages.get(bot.name))}</td>
        <td class="end"><ty-menu quiet label="Actions" of=${bot.name} .items=${[
          { label: 'Change the title', act: () => void this.#after(editBotTitle(bot.name)) },
          { label: 'Duplicate this bot', act: () => void duplicateBot(bot.name) },
          { label: 'Delete this bot', danger: true, act: () => void this.#after(deleteBot(bot.name)) },
        ]}></ty-menu></td>
      </tr>`)}</tbody></table></div>`;
  }

  #engine() {
    const engine = this.health.value?.engine;
    return engine ? html`<section class="engine small soft" aria-label="Engine">
      <p>${engine.summary}</p>
      ${engine.degradations.length === 0 ? nothing : html`<details><summary>Weaker here than it should be: ${engine.degradations.map((/** @type {any} */ lack) => lack.name).join(', ')}</summary>
        <ul>${engine.degradations.map((/** @type {any} */ lack) => html`<li><strong>${lack.name}</strong>: ${lack.why} ${lack.remedy}</li>`)}</ul></details>`}
      <p><a href="/openapi">The interface for programs</a></p>
    </section>` : nothing;
  }
}

/** @param {any} stages @param {'staging' | 'production'} name */
function release(stages, name) {
  const stage = stages?.[name];
  return stage ? html`release ${stage.release} <ty-time class="soft small" at=${stage.since}></ty-time>`
    : html`<span class="soft">${unknown(stages) ?? 'nothing'}</span>`;
}

/** @param {any} stages */
function unknown(stages) {
  return stages === undefined ? '…' : stages === null ? 'unknown' : undefined;
}

/** @param {any} stages */
function drafts(stages) {
  if (!stages) {
    return html`<span class="soft">${unknown(stages)}</span>`;
  }
  const { length } = stages.untrained;
  if (length === 0 && !stages.staging) {
    return html`<span class="soft">none</span>`;
  }
  return length === 0 ? html`<span class="badge good">as on staging</span>`
    : html`<span class="badge warn" title=${stages.untrained.join(', ')}>${length === 1 ? '1 node differs' : `${length} nodes differ`}</span>`;
}

customElements.define('ty-bots-view', BotsView);

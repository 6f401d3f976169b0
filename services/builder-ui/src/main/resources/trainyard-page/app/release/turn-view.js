import { html, nothing } from 'lit';
import { api, client } from '../client/client.js';
import { link } from '../router.js';
import { TyElement } from '../shared/element.js';
import { Loading } from '../shared/loading.js';
import '../shared/time.js';
import { duration, readable } from './turn-words.js';

/** @typedef {import('./turns-view.js').Turn & {input: string, output: string, log: string}} WholeTurn */

/** One turn as it was: what came in, what went out, what the code wrote, how long it took. */
export class TurnView extends TyElement {
  static properties = { bot: { type: String }, turn: { type: String } };

  constructor() {
    super();
    this.bot = '';
    this.turn = '';
    this.found = new Loading(this, (signal) =>
      client.get(api`/bots/${this.bot}/turns/${this.turn}`, { signal }).then(({ body }) => body));
  }

  connectedCallback() {
    super.connectedCallback();
    void this.found.load();
  }

  render() {
    return html`${this.found.show(this.#whole)}`;
  }

  /** @param {WholeTurn} turn */
  #whole = (turn) => {
    const output = parsed(turn.output);
    return html`
      <div class="view-head">
        <div><h1>Turn of <code>${turn.node}</code></h1>
          <p class="soft"><ty-time at=${turn.at} full></ty-time> on ${turn.stage}, by
            <a href=${link('/bots/:bot/releases', { bot: this.bot })}>release ${turn.release}</a></p></div>
        <div class="actions">
          <a class="button" href=${link('/bots/:bot/turns', { bot: this.bot }, { node: turn.node })}>Turns of this node</a>
          <a class="button primary" href=${link('/bots/:bot/nodes/:node', { bot: this.bot, node: turn.node },
            { turn: turn.request_id })}>Open in editor</a>
        </div>
      </div>
      ${turn.outcome === 'reply'
        ? html`<p><span class="badge good">reply</span></p>`
        : this.#fault(turn, output)}
      ${this.#timings(turn)}
      <div class="texts">
        ${text('Input', readable(turn.input), 'The body of the turn, without variables.')}
        ${text('Output', readable(turn.output), 'What the caller was told.')}
        ${text('Log', turn.log, 'What the code wrote. Values of variables are masked.')}
      </div>
      <p class="soft small">Request id <code>${turn.request_id}</code></p>`;
  };

  /**
   * @param {WholeTurn} turn
   * @param {any} output
   */
  #fault(turn, output) {
    const at = Number.isInteger(output?.line) ? output.line : undefined;
    return html`<div class="problem">
      <p><strong>${turn.cause?.replaceAll('_', ' ')}</strong> ${output?.message ?? ''}</p>
      ${at ? html`<a href=${link('/bots/:bot/nodes/:node', { bot: this.bot, node: turn.node }, { line: at })}>${
        turn.node}, line ${at}</a>` : nothing}
    </div>`;
  }

  /** @param {WholeTurn} turn */
  #timings({ timings_ms: took }) {
    return html`<dl class="timings">
      <div><dt>waiting</dt><dd>${duration(took.queue)}</dd></div>
      <div><dt>making ready</dt><dd>${duration(took.start)}</dd></div>
      <div><dt>in main</dt><dd>${duration(took.run)}</dd></div>
      <div><dt>together</dt><dd>${duration(took.total)}</dd></div>
    </dl>`;
  }
}

/** @param {string} json */
function parsed(json) {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/**
 * @param {string} heading
 * @param {string} shown
 * @param {string} hint
 */
function text(heading, shown, hint) {
  const id = `turn-${heading.toLowerCase()}`;
  return html`<section class="card text" aria-labelledby=${id}>
    <h2 id=${id}>${heading}</h2><p class="soft small">${hint}</p>
    ${shown ? html`<pre tabindex="0" aria-label=${heading}>${shown}</pre>` : html`<p class="soft">nothing</p>`}</section>`;
}

customElements.define('ty-turn-view', TurnView);

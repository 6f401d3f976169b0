import { html } from 'lit';
import { ApiProblem } from '../client/client.js';
import './problem-view.js';

/**
 * A view's loading, as a Lit controller: the newest load wins, an older one is aborted, leaving the view aborts too.
 *
 * @template T
 */
export class Loading {
  /** @type {T | null} */
  value = null;
  /** @type {ApiProblem | null} */
  problem = null;
  busy = false;
  /** @type {AbortController | null} */
  #abort = null;

  /**
   * @param {import('lit').ReactiveControllerHost} host
   * @param {(signal: AbortSignal) => Promise<T>} source
   */
  constructor(host, source) {
    this.host = host;
    this.source = source;
    host.addController(this);
  }

  hostDisconnected() {
    this.#abort?.abort();
  }

  /** @param {{keep?: boolean}} [how] keep: go on showing the present value until the new one is there */
  async load({ keep = true } = {}) {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.busy = true;
    this.problem = null;
    if (!keep) {
      this.value = null;
    }
    this.host.requestUpdate();
    try {
      const value = await this.source(abort.signal);
      if (!abort.signal.aborted) {
        this.value = value;
      }
    } catch (error) {
      if (!abort.signal.aborted) {
        this.problem = ApiProblem.of(error);
      }
    } finally {
      if (this.#abort === abort) {
        this.busy = false;
        this.host.requestUpdate();
      }
    }
  }

  /**
   * @param {(value: T) => unknown} template
   * @returns {unknown} that, or the problem, or that it is on its way
   */
  show(template) {
    if (this.problem) {
      return html`<ty-problem .problem=${this.problem} .retry=${() => void this.load()}></ty-problem>`;
    }
    return this.value === null
      ? html`<p class="loading" role="status">Loading…</p>`
      : template(this.value);
  }
}

import { html } from 'lit';
import { ApiProblem } from '../client/client.js';
import './problem-view.js';

/**
 * A view's loading, as a Lit controller: the newest load wins, an older one is aborted, leaving the view aborts too. What
 * others may change meanwhile is loaded again whenever the window gets the focus.
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
   * @param {{fresh?: boolean}} [how] fresh: load again when the window gets the focus
   */
  constructor(host, source, { fresh = false } = {}) {
    this.host = host;
    this.source = source;
    this.fresh = fresh;
    this.again = () => void this.load();
    host.addController(this);
  }

  hostConnected() {
    if (this.fresh) {
      window.addEventListener('focus', this.again);
    }
  }

  hostDisconnected() {
    this.#abort?.abort();
    window.removeEventListener('focus', this.again);
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
      // What is the same stays the same, so that choices made beside it stand.
      if (!abort.signal.aborted && JSON.stringify(value) !== JSON.stringify(this.value)) {
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

import { withQuery } from './address.js';
import { readEvents } from './event-stream.js';
import { ApiProblem } from './problem.js';

export { api, withQuery } from './address.js';
export { ApiProblem } from './problem.js';

/**
 * @typedef {object} Options
 * @property {any} [json] a body, sent as JSON
 * @property {string} [text] a body, sent as it is
 * @property {string} [type] the media type of `text`
 * @property {string} [accept] what to ask for; JSON by default
 * @property {boolean} [raw] the answer's body as the text that it is
 * @property {string | null} [match] the entity tag that the change is based on (If-Match)
 * @property {boolean} [create] only if there is nothing yet (If-None-Match: *)
 * @property {Record<string, string>} [headers] further ones
 * @property {AbortSignal} [signal] gives up waiting
 */

/**
 * @typedef {object} Answer
 * @property {any} body parsed JSON, or text where the answer is none
 * @property {string | null} etag of what was read or written
 * @property {number} status
 * @property {Headers} headers
 */

/**
 * The one thing that speaks to the server. It gives what the API gives; errors are thrown as {@link ApiProblem}.
 * A 401 asks whoever shows the page to enter again and then repeats the request: nothing of it was done.
 */
export class Client {
  /** @type {Promise<void> | null} */
  #entering = null;
  #open = 0;
  /** @type {(() => void)[]} */
  #waiting = [];

  /**
   * Asks a person to enter again; set by the shell. Resolves once that is done.
   * @type {() => Promise<void>}
   */
  onSignedOut = () => Promise.reject(new ApiProblem(401, 'unauthenticated', 'Enter again.'));

  /** Says by the event `changed`, with the path as its detail, that something was changed through this client. */
  changes = new EventTarget();

  /** @param {typeof fetch} transport */
  constructor(transport = (input, init) => fetch(input, init)) {
    this.transport = transport;
  }

  /** @param {string} path @param {Options} [options] */
  get(path, options) {
    return this.send('GET', path, options);
  }

  /** @param {string} path @param {Options} [options] */
  put(path, options) {
    return this.send('PUT', path, options);
  }

  /** @param {string} path @param {Options} [options] */
  post(path, options) {
    return this.send('POST', path, options);
  }

  /** @param {string} path @param {Options} [options] */
  delete(path, options) {
    return this.send('DELETE', path, options);
  }

  /**
   * Says that something changed: through this client or, as by a training that ends, without it.
   *
   * @param {string} path of what changed it
   */
  tellChanged(path) {
    this.changes.dispatchEvent(new CustomEvent('changed', { detail: path }));
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {Options} [options]
   * @returns {Promise<Answer>}
   */
  async send(method, path, options = {}) {
    const { response, text } = await this.#whole(method, path, options);
    if (method !== 'GET') {
      this.tellChanged(path);
    }
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return {
      body: isJson && text && !options.raw ? JSON.parse(text) : text,
      etag: response.headers.get('etag'),
      status: response.status,
      headers: response.headers,
    };
  }

  /** @returns {Promise<void>} when nothing that was sent is without its answer; events do not count */
  async quiet() {
    while (this.#open > 0) {
      await new Promise((resolve) => {
        this.#waiting.push(() => resolve(undefined));
      });
    }
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {Options} options
   */
  async #whole(method, path, options) {
    this.#open += 1;
    try {
      const response = await this.#exchange(method, path, options);
      return { response, text: await response.text() };
    } finally {
      this.#open -= 1;
      if (this.#open === 0) {
        this.#waiting.splice(0).forEach((go) => go());
      }
    }
  }

  /**
   * All items of a list, asked for page by page while they are taken.
   *
   * @param {string} path
   * @param {Record<string, any>} [query]
   * @returns {AsyncGenerator<any>}
   */
  async* items(path, query = {}) {
    /** @type {string | null} */
    let cursor = null;
    do {
      const { body } = await this.get(withQuery(path, { ...query, cursor }));
      yield* body.items;
      cursor = body.next;
    } while (cursor);
  }

  /**
   * A list, whole, up to a limit.
   *
   * @param {string} path
   * @param {Record<string, any>} [query]
   * @param {number} [most]
   * @returns {Promise<any[]>}
   */
  async list(path, query = {}, most = 2000) {
    const all = [];
    for await (const item of this.items(path, query)) {
      all.push(item);
      if (all.length >= most) {
        break;
      }
    }
    return all;
  }

  /**
   * Server-sent events with JSON in them, until the server ends them or the signal does.
   *
   * @param {string} path
   * @param {AbortSignal} [signal]
   * @returns {AsyncGenerator<{event: string, data: any}>}
   */
  async* events(path, signal) {
    const response = await this.#exchange('GET', path, { accept: 'text/event-stream', signal });
    if (response.body) {
      for await (const { event, data } of readEvents(response.body)) {
        yield { event, data: JSON.parse(data) };
      }
    }
  }

  /**
   * Trades a token for the cookie without leaving the page.
   *
   * @param {string} token
   * @returns {Promise<boolean>} whether it was the right one
   */
  async enter(token) {
    try {
      const response = await this.transport(withQuery('/', { token }), { credentials: 'same-origin' });
      return response.ok;
    } catch {
      throw ApiProblem.unreachable();
    }
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {Options} options
   * @returns {Promise<Response>}
   */
  async #exchange(method, path, options) {
    for (;;) {
      const response = await this.#once(method, path, options);
      if (response.status === 401) {
        this.#entering ??= this.onSignedOut().finally(() => {
          this.#entering = null;
        });
        await this.#entering;
      } else if (response.ok || response.status === 304) {
        return response;
      } else {
        throw await ApiProblem.read(response);
      }
    }
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {Options} options
   * @returns {Promise<Response>}
   */
  async #once(method, path, { json, text, type, accept = 'application/json', match, create, headers, signal }) {
    const all = new Headers({ Accept: accept, ...headers });
    let body = text;
    if (json !== undefined) {
      body = JSON.stringify(json);
    }
    if (body !== undefined) {
      all.set('Content-Type', type ?? 'application/json');
    }
    if (match) {
      all.set('If-Match', match);
    }
    if (create) {
      all.set('If-None-Match', '*');
    }
    try {
      return await this.transport(path, { method, body, headers: all, signal, credentials: 'same-origin' });
    } catch (error) {
      if (signal?.aborted) {
        throw error;
      }
      throw ApiProblem.unreachable();
    }
  }
}

/** The page's client. */
export const client = new Client();

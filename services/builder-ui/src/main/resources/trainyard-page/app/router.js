/**
 * @typedef {object} Place
 * @property {string} path such as `/bots/clinic/nodes/GREET`
 * @property {URLSearchParams} query
 */

/**
 * @typedef {object} Route
 * @property {string} pattern such as `/bots/:bot/nodes/:node`
 * @property {string} view the element that shows it
 * @property {string} title of the browser's tab, with the same `:names`
 * @property {() => Promise<unknown>} load makes the view's element known
 */

/**
 * @typedef {object} Match
 * @property {Route} route
 * @property {Record<string, string>} params
 * @property {URLSearchParams} query
 */

/**
 * The address of a place in the page, for links: `link('/bots/:bot', {bot})`.
 *
 * @param {string} pattern
 * @param {Record<string, string>} [params]
 * @param {Record<string, string | number | undefined>} [query]
 * @returns {string}
 */
export function link(pattern, params = {}, query = {}) {
  const path = pattern.replace(/:([a-z]+)/g, (_, name) => encodeURIComponent(params[name]));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') {
      search.set(name, String(value));
    }
  }
  const text = search.toString();
  return `#${path}${text ? `?${text}` : ''}`;
}

/**
 * @param {string} hash of a location
 * @returns {Place}
 */
export function placeOf(hash) {
  const [path, query = ''] = hash.replace(/^#/, '').split(/\?(.*)/s);
  return { path: path || '/', query: new URLSearchParams(query) };
}

/**
 * @param {Route[]} routes
 * @param {Place} place
 * @returns {Match | null}
 */
export function matchRoute(routes, place) {
  for (const route of routes) {
    const names = /** @type {string[]} */ ([]);
    const source = route.pattern.replace(/:([a-z]+)/g, (_, name) => {
      names.push(name);
      return '([^/]+)';
    });
    const found = new RegExp(`^${source}/?$`).exec(place.path);
    if (found) {
      try {
        const params = Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(found[i + 1])]));
        return { route, params, query: place.query };
      } catch {
        return null;
      }
    }
  }
  return null;
}

/**
 * Holds a person back who is about to leave a place.
 *
 * @typedef {object} Guard
 * @property {() => boolean} holds whether something would be lost
 * @property {() => Promise<boolean>} mayLeave asks the person
 */

/**
 * Says when the place changes, by the event `place`, and asks the guards before one is left. Links with `#/` are
 * followed by it; going back and forward is undone until the guards have decided.
 */
export class Router extends EventTarget {
  /** @type {Set<Guard>} */
  #guards = new Set();
  #index = 0;
  /** @type {'follow' | 'ignore' | 'pass'} what to do with the next move through the history */
  #next = 'follow';

  /** @param {Window} [page] */
  constructor(page = window) {
    super();
    this.page = page;
  }

  start() {
    this.page.history.replaceState({ index: 0 }, '');
    this.page.addEventListener('popstate', (event) => void this.#moved(event.state));
    this.page.document.addEventListener('click', (event) => this.#clicked(event));
    this.page.addEventListener('beforeunload', (event) => {
      if (this.#holds()) {
        event.preventDefault();
      }
    });
    this.#tell();
  }

  /** @returns {Place} */
  get place() {
    return placeOf(this.page.location.hash);
  }

  /**
   * Has somebody asked before the place is left, and before the browser leaves the page.
   *
   * @param {Guard} guard
   * @returns {() => void} takes the guard away
   */
  guard(guard) {
    this.#guards.add(guard);
    return () => void this.#guards.delete(guard);
  }

  /**
   * Goes to a place, if the guards let it.
   *
   * @param {string} hash from {@link link}
   * @param {{replace?: boolean}} [how] `replace`: going back does not come here again
   * @returns {Promise<boolean>} whether it went
   */
  async go(hash, { replace = false } = {}) {
    if (!(await this.#mayLeave())) {
      return false;
    }
    if (replace) {
      this.page.history.replaceState({ index: this.#index }, '', hash);
    } else if (hash !== this.page.location.hash) {
      this.#index += 1;
      this.page.history.pushState({ index: this.#index }, '', hash);
    }
    this.#tell();
    return true;
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const anchor = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    const hash = anchor?.getAttribute('href') ?? '';
    if (!event.defaultPrevented && hash.startsWith('#/') && !anchor?.target && event.button === 0
        && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      void this.go(hash);
    }
  }

  /** @param {{index: number} | null} state of the entry that the browser went to; none if the address was typed */
  async #moved(state) {
    const how = this.#next;
    this.#next = 'follow';
    if (how === 'ignore') {
      return;
    }
    const steps = state ? state.index - this.#index : 1;
    if (how === 'follow' && this.#holds() && steps !== 0) {
      this.#next = 'ignore';
      this.page.history.go(-steps);
      if (await this.#mayLeave()) {
        this.#next = 'pass';
        this.page.history.go(steps);
      }
      return;
    }
    this.#index += steps;
    if (!state) {
      this.page.history.replaceState({ index: this.#index }, '');
    }
    this.#tell();
  }

  #holds() {
    return [...this.#guards].some((guard) => guard.holds());
  }

  async #mayLeave() {
    for (const guard of this.#guards) {
      if (guard.holds() && !(await guard.mayLeave())) {
        return false;
      }
    }
    return true;
  }

  #tell() {
    this.dispatchEvent(new Event('place'));
  }
}

/** The page's router. */
export const router = new Router();

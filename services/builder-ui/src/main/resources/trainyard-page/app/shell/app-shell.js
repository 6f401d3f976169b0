import { html, nothing } from 'lit';
import { ApiProblem, client } from '../client/client.js';
import { link, matchRoute, router } from '../router.js';
import { loadAll, loadBar, routes } from '../routes.js';
import { TyElement } from '../shared/element.js';
import '../shared/empty.js';
import { toast } from '../shared/toast.js';
import { enterAgain } from './enter-again.js';

/** The frame around every view: where one is, where one can go, what the stages run. */
export class AppShell extends TyElement {
  static properties = { match: { state: true }, lost: { state: true } };

  constructor() {
    super();
    /** `undefined` until the first view is there. @type {import('../router.js').Match | null | undefined} */
    this.match = undefined;
    /** @type {HTMLElement | null} */
    this.view = null;
    this.viewKey = '';
    /** Whether the view's part of the page could not be loaded. */
    this.lost = false;
    this.places = 0;
    client.onSignedOut = enterAgain;
  }

  connectedCallback() {
    super.connectedCallback();
    router.addEventListener('place', () => void this.#placed());
    // What a view does not catch, such as a list's next part that does not come.
    window.addEventListener('unhandledrejection', (event) => {
      if (event.reason instanceof ApiProblem) {
        event.preventDefault();
        toast(event.reason.detail, 'failed');
      }
    });
  }

  async #placed() {
    this.places += 1;
    const number = this.places;
    const match = matchRoute(routes, router.place);
    const there = await loaded(match);
    if (number !== this.places) {
      return;
    }
    const before = this.match;
    this.match = match;
    this.lost = !there;
    document.title = this.match
      ? `${this.match.route.title.replace(/:([a-z]+)/g, (_, name) => this.match?.params[name] ?? '')} · Trainyard`
      : 'Not found · Trainyard';
    if (there) {
      this.#show(match);
    }
    await this.updateComplete;
    this.querySelector('.tabs [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    if (before && before.route !== this.match?.route) {
      /** @type {HTMLElement | null} */ (this.querySelector('main'))?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    if (before === undefined) {
      await client.quiet();
      requestIdleCallback(() => void this.#complete(), { timeout: 2000 });
    }
  }

  /** Loads the rest of the page once its first view stands with its data; what does not come now is loaded when it is wanted. */
  async #complete() {
    try {
      await loadAll();
      this.toggleAttribute('whole', true);
    } catch {
      this.toggleAttribute('whole', false);
    }
  }

  render() {
    const bot = this.match?.params.bot;
    return html`
      <a class="skip" href="#content" @click=${this.#skip}>Skip to content</a>
      <header class="top">
        <a class="brand" href=${link('/')}><img src=${new URL('../icon.svg', import.meta.url).href} alt="" width="28"
          height="28"><span>Trainyard</span></a>
        ${bot ? html`
          <nav class="tabs" aria-label=${`Bot ${bot}`}>
            <a class="bot" href=${link('/bots/:bot', { bot })}>${bot}</a>
            ${this.#tab(bot, 'Nodes', '/bots/:bot', ['/bots/:bot/nodes/:node', '/bots/:bot/nodes/:node/revisions'])}
            ${this.#tab(bot, 'Search', '/bots/:bot/search')}
            ${this.#tab(bot, 'Variables', '/bots/:bot/variables')}
            ${this.#tab(bot, 'Releases', '/bots/:bot/releases', ['/bots/:bot/training', '/bots/:bot/releases/:from/diff/:to'])}
            ${this.#tab(bot, 'Turns', '/bots/:bot/turns', ['/bots/:bot/turns/:turn'])}
          </nav>
          <ty-stage-bar bot=${bot}></ty-stage-bar>` : nothing}
      </header>
      <main id="content" tabindex="-1">${this.#view()}</main>
      <ty-toasts></ty-toasts>`;
  }

  /**
   * @param {string} bot
   * @param {string} label
   * @param {string} pattern
   * @param {string[]} [within] further patterns that belong to it
   */
  #tab(bot, label, pattern, within = []) {
    const here = this.match?.route.pattern ?? '';
    const current = here === pattern ? 'page' : within.includes(here) ? 'true' : nothing;
    return html`<a href=${link(pattern, { bot })} aria-current=${current}>${label}</a>`;
  }

  #view() {
    if (this.match === undefined) {
      return html`<p class="loading" role="status">Loading…</p>`;
    }
    if (this.lost) {
      return html`<ty-empty heading="This part of the page could not be loaded"
        text="The server does not answer, or it has another version of the page now."
        .action=${html`<button class="primary" @click=${() => window.location.reload()}>Load again</button>`}></ty-empty>`;
    }
    if (!this.match) {
      return html`<ty-empty heading="There is nothing here" text="The address may be mistyped, or of an older version."
        .action=${html`<a class="button" href=${link('/')}>To the bots</a>`}></ty-empty>`;
    }
    return this.view;
  }

  /**
   * Makes the view's element, or hands a changed query to the one that is there.
   *
   * @param {import('../router.js').Match | null} match
   */
  #show(match) {
    const key = match ? JSON.stringify([match.route.view, match.params]) : '';
    if (match && key !== this.viewKey) {
      this.view = Object.assign(document.createElement(match.route.view), match.params);
    }
    if (match && this.view) {
      Object.assign(this.view, { query: match.query });
    }
    this.viewKey = key;
  }

  /** @param {Event} event */
  #skip(event) {
    event.preventDefault();
    /** @type {HTMLElement | null} */ (this.querySelector('main'))?.focus();
  }
}

/**
 * @param {import('../router.js').Match | null} match
 * @returns {Promise<boolean>} whether what shows it is there
 */
async function loaded(match) {
  try {
    await Promise.all([match?.route.load(), match?.params.bot && loadBar()]);
    return true;
  } catch {
    return false;
  }
}

customElements.define('ty-app', AppShell);

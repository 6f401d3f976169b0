import { html, nothing } from 'lit';
import { TyElement } from '../shared/element.js';
import { drawing } from './messages.js';

/** Messages as a chat would draw them. Nothing in them is ever more than a text, and nothing is fetched for them. */
export class Chat extends TyElement {
  static properties = { messages: { attribute: false } };

  constructor() {
    super();
    /** @type {unknown[]} */
    this.messages = [];
  }

  render() {
    return html`<ol class="chat" aria-label="Messages to the user">
      ${this.messages.map((message) => html`<li>${this.#draw(drawing(message))}</li>`)}
    </ol>`;
  }

  /** @param {import('./messages.js').Drawing} drawn */
  #draw(drawn) {
    switch (drawn.kind) {
      case 'text':
        return html`<div class="bubble">
          ${picture(drawn.image)}
          ${drawn.text ? html`<p>${drawn.text}</p>` : drawn.image ? nothing : html`<p class="soft">(no text)</p>`}
          ${drawn.quick ? nothing : choices(drawn.choices, 'buttons')}
        </div>
        ${drawn.quick ? choices(drawn.choices, 'quick') : nothing}`;
      case 'carousel':
        return html`${drawn.text ? html`<div class="bubble"><p>${drawn.text}</p></div>` : nothing}
          <ul class="cards" tabindex="0" aria-label="Cards">${drawn.cards.map((card) => html`<li class="bubble">
            ${picture(card.image)}
            <p><strong>${card.title || '(no title)'}</strong></p>
            ${card.subtitle ? html`<p class="soft small">${card.subtitle}</p>` : nothing}
            ${choices(card.choices, 'buttons')}
          </li>`)}</ul>`;
      case 'form':
        return html`<div class="bubble"><p>${drawn.text || 'A form'}</p>
          ${drawn.fields.length === 0 ? json(drawn.json)
            : html`<dl class="form">${drawn.fields.map(({ label, type }) => html`<dt>${label}</dt><dd>${type}</dd>`)}</dl>`}
        </div>`;
      case 'event':
        return html`<div class="event"><span>${drawn.text}</span>${json(drawn.json)}</div>`;
      case 'json':
        return html`<div class="bubble unknown"><p class="soft small">${drawn.title}</p>${json(drawn.json)}</div>`;
    }
  }
}

/** @param {import('./messages.js').Picture | null} image */
function picture(image) {
  if (!image) {
    return nothing;
  }
  return image.shown ? html`<img src=${image.address} alt="Picture of the message">`
    : html`<div class="picture"><span>Picture</span><code>${image.address}</code></div>`;
}

/** @param {import('./messages.js').Choice[]} all @param {string} kind */
function choices(all, kind) {
  return all.length === 0 ? nothing : html`<ul class="choices ${kind}">${all.map(({ label, does }) => html`
    <li title=${does}>${label}</li>`)}</ul>`;
}

/** @param {string} text */
function json(text) {
  return text ? html`<pre tabindex="0" aria-label="JSON">${text}</pre>` : nothing;
}

customElements.define('ty-chat', Chat);

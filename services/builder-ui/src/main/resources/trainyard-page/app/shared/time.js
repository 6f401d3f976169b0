import { html } from 'lit';
import { TyElement } from './element.js';

const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const NEAR = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]];

/**
 * @param {Date} moment
 * @param {Date} now
 * @returns {string} such as `3 minutes ago`; a date if it is more than a week away
 */
export function nearTime(moment, now) {
  const seconds = Math.round((moment.getTime() - now.getTime()) / 1000);
  if (Math.abs(seconds) > 7 * 86_400) {
    return FULL.format(moment);
  }
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return NEAR.format(Math.trunc(seconds / size), unit);
}

const REFRESH_MS = 30_000;
/** @type {Set<Time>} */
const shown = new Set();
setInterval(() => shown.forEach((time) => time.requestUpdate()), REFRESH_MS);

/** A moment: near ones in words, in the viewer's zone; UTC on hover. `full` shows date and time always. */
export class Time extends TyElement {
  static properties = { at: { type: String }, full: { type: Boolean } };

  constructor() {
    super();
    this.at = '';
    this.full = false;
  }

  connectedCallback() {
    super.connectedCallback();
    shown.add(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    shown.delete(this);
  }

  render() {
    const moment = new Date(this.at);
    if (!this.at || Number.isNaN(moment.getTime())) {
      return html``;
    }
    const text = this.full ? FULL.format(moment) : nearTime(moment, new Date());
    const hover = `${FULL.format(moment)}\n${moment.toISOString().replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}`;
    return html`<time datetime=${moment.toISOString()} title=${hover}>${text}</time>`;
  }
}

customElements.define('ty-time', Time);

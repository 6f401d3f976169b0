import { isObject } from './contract.js';

/**
 * How a message of the message language is drawn. Pure; every text is still a text, whatever is in it.
 *
 * @typedef {{label: string, does: string}} Choice a button: what it says, and what pressing it would do
 * @typedef {{title: string, subtitle: string, image: Picture | null, choices: Choice[]}} Card
 * @typedef {{address: string, shown: boolean}} Picture `shown`: it is part of the message, nothing has to be fetched
 * @typedef {{kind: 'text', text: string, image: Picture | null, choices: Choice[], quick: boolean}
 *     | {kind: 'carousel', text: string, cards: Card[]}
 *     | {kind: 'form', text: string, fields: {label: string, type: string}[], json: string}
 *     | {kind: 'event', text: string, json: string}
 *     | {kind: 'json', title: string, json: string}} Drawing
 */

/**
 * @param {unknown} message
 * @returns {Drawing}
 */
export function drawing(message) {
  if (!isObject(message)) {
    return unknown('Not a message', message);
  }
  const data = isObject(message.data) ? message.data : {};
  const words = text(message.text);
  switch (message.type) {
    case 'TEXT':
      return { kind: 'text', text: words, image: picture(data), choices: list(data.quick_replies).map(choice), quick: true };
    case 'BUTTON':
      return { kind: 'text', text: words, image: picture(data), choices: list(data.items).map(choice), quick: false };
    case 'IMAGE':
      return { kind: 'text', text: words, image: picture(data) ?? picture(message), choices: [], quick: false };
    case 'CAROUSEL':
      return { kind: 'carousel', text: words, cards: list(data.items).map(card) };
    case 'FORM':
      return { kind: 'form', text: words, fields: fields(data), json: pretty(data) };
    case 'SYSTEM':
      return { kind: 'event', text: words || 'System event', json: Object.keys(data).length > 0 ? pretty(data) : '' };
    case 'SILENT':
      return { kind: 'event', text: words ? `Silent: ${words}` : 'Silent: the user sees nothing', json: '' };
    case 'NATIVE_ACTION':
      return { kind: 'event', text: words ? `Native action: ${words}` : 'Native action', json: pretty(data) };
    default:
      return unknown(typeof message.type === 'string' ? `A message of type ${message.type}` : 'A message without type', message);
  }
}

/**
 * @param {unknown} item
 * @returns {Choice}
 */
function choice(item) {
  if (!isObject(item)) {
    return { label: text(item) || '(no text)', does: '' };
  }
  const payload = isObject(item.payload) ? item.payload : {};
  const target = text(payload.url) || text(payload.message) || text(payload.gogo_message);
  const uri = text(item.uri);
  return {
    label: text(item.actionable_text) || '(no text)',
    does: uri === 'LINK' ? `opens ${target || 'nothing'}` : [uri, target].filter(Boolean).join(': '),
  };
}

/**
 * @param {unknown} item
 * @returns {Card}
 */
function card(item) {
  const object = isObject(item) ? item : {};
  return {
    title: text(object.title),
    subtitle: [text(object.sub_title ?? object.subtitle), text(object.description)].filter(Boolean).join(' · '),
    image: picture(object),
    choices: list(object.actionables).map(choice),
  };
}

/**
 * @param {Record<string, any>} data
 * @returns {{label: string, type: string}[]}
 */
function fields(data) {
  const found = [data.fields, data.form_fields, data.items].find(Array.isArray) ?? [];
  return found.filter(isObject).map((field) => ({
    label: text(field.label) || text(field.title) || text(field.name) || text(field.text) || '(no label)',
    type: text(field.type) || 'text',
  }));
}

/**
 * @param {Record<string, any>} object
 * @returns {Picture | null}
 */
function picture(object) {
  const thumbnail = isObject(object.thumbnail) ? object.thumbnail.image ?? object.thumbnail.url : object.thumbnail;
  const address = text(object.image_url) || text(object.image) || text(thumbnail) || (isImage(object.url) ? object.url : '');
  return address ? { address, shown: /^data:image\/(?:png|jpeg|gif|webp);base64,/.test(address) } : null;
}

/** @param {unknown} address */
function isImage(address) {
  return typeof address === 'string' && /\.(?:png|jpe?g|gif|webp|svg)(?:[?#]|$)/i.test(address);
}

/**
 * @param {string} title
 * @param {unknown} value
 * @returns {Drawing}
 */
function unknown(title, value) {
  return { kind: 'json', title, json: pretty(value) };
}

/** @param {unknown} value */
function pretty(value) {
  return JSON.stringify(value, null, 2) ?? '';
}

/** @param {unknown} value */
function list(value) {
  return Array.isArray(value) ? value : [];
}

/** @param {unknown} value */
function text(value) {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

import { CONTEXT, MESSAGE, REPLY, VALUES } from './contract.js';
import { pathOf, shapeAt, writing } from './python-access.js';
import { SNIPPETS } from './snippets.js';

/**
 * @typedef {object} Proposal
 * @property {string} label what the list shows
 * @property {string} insert what is written instead of what was typed
 * @property {string} typed what was typed of it already
 * @property {string} [detail] short, beside the label
 * @property {string} [doc] Markdown
 * @property {'key' | 'value' | 'variable' | 'attribute' | 'snippet'} kind
 */

/**
 * What may be written at a place of a node's code. Pure.
 *
 * @param {string} before all code up to the cursor
 * @param {string} after the rest of the cursor's line
 * @param {import('./contract.js').Shape} body from {@link import('./contract.js').bodyShape}
 * @returns {Proposal[]}
 */
export function proposals(before, after, body) {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const now = writing(line);
  switch (now?.kind) {
    case 'key': {
      const path = pathOf(now.of, before);
      const shape = path && shapeAt(body, path);
      return shape?.keys ? keys(shape.keys, now, after, path?.[0] === 'env_variables') : eventKeys(now, after);
    }
    case 'attribute':
      return now.of === 'context' ? listed(CONTEXT, now.typed, 'attribute') : [];
    case 'dict value':
      return (VALUES[now.key] ?? []).map((value) => ({ label: value, insert: value, typed: now.typed, kind: 'value' }));
    case 'dict key':
      return [...listed(REPLY, now.typed, 'key'), ...listed(MESSAGE, now.typed, 'key')];
    default:
      return snippets(line);
  }
}

/**
 * What a word of a node's code means. Pure.
 *
 * @param {string} before all code up to the end of the word
 * @param {string} word
 * @param {import('./contract.js').Shape} body
 * @returns {{title: string, type?: string, doc: string} | null}
 */
export function explanation(before, word, body) {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const now = writing(line);
  if (now?.kind === 'key') {
    const path = pathOf(now.of, before);
    const shape = path && shapeAt(body, [...path, word]);
    return path && shape ? { title: [...path, word].map(step).join(''), type: shape.type, doc: shape.doc ?? '' } : null;
  }
  if (now?.kind === 'attribute' && now.of === 'context') {
    const shape = CONTEXT[word] ?? CONTEXT[`${word}()`];
    return shape ? { title: `context.${word}`, type: shape.type, doc: shape.doc ?? '' } : null;
  }
  if (now?.kind === 'dict key') {
    const shape = REPLY[word] ?? MESSAGE[word];
    return shape ? { title: word, type: shape.type, doc: shape.doc ?? '' } : null;
  }
  if (now === null && !/["'#]/.test(line)) {
    const path = pathOf(word, before.slice(0, before.length - line.length));
    const shape = path && shapeAt(body, path);
    return shape ? { title: `event body${path.map(step).join('')}`, type: shape.type, doc: shape.doc ?? 'The decoded body of the event.' } : null;
  }
  return null;
}

/** @param {string | number} part */
function step(part) {
  return typeof part === 'number' ? `[${part}]` : `["${part}"]`;
}

/**
 * @param {Record<string, import('./contract.js').Shape>} shapes
 * @param {{quote: string, typed: string}} now
 * @param {string} after
 * @param {boolean} variables
 * @returns {Proposal[]}
 */
function keys(shapes, now, after, variables) {
  return Object.entries(shapes).map(([name, shape]) => ({
    label: name,
    insert: quoted(name, now.quote, after),
    typed: now.typed,
    detail: shape.type,
    doc: shape.doc,
    kind: variables ? 'variable' : 'key',
  }));
}

/**
 * @param {{of: string, quote: string, typed: string}} now
 * @param {string} after
 * @returns {Proposal[]}
 */
function eventKeys(now, after) {
  return now.of === 'event'
    ? keys({ body: { type: 'text', doc: 'What was called with, as JSON: `json.loads(event["body"])`.' } }, now, after, false)
    : [];
}

/**
 * @param {string} name
 * @param {string} quote that is there already
 * @param {string} after
 */
function quoted(name, quote, after) {
  const end = quote || '"';
  return (quote ? '' : end) + name + (after.startsWith(end) ? '' : end);
}

/**
 * @param {Record<string, import('./contract.js').Shape>} shapes
 * @param {string} typed
 * @param {Proposal['kind']} kind
 * @returns {Proposal[]}
 */
function listed(shapes, typed, kind) {
  return Object.entries(shapes).map(([name, shape]) => ({
    label: name, insert: name, typed, detail: shape.type, doc: shape.doc, kind,
  }));
}

/**
 * @param {string} line up to the cursor
 * @returns {Proposal[]}
 */
function snippets(line) {
  const word = /(?:^|[^\w.])([A-Za-z_]\w*)?$/.exec(line);
  const inText = (line.match(/(?<!\\)["']/g) ?? []).length % 2 === 1 || /^\s*#/.test(line);
  return word && !inText
    ? SNIPPETS.map(({ label, doc, insert }) => ({ label, doc, insert, detail: 'snippet', typed: word[1] ?? '', kind: 'snippet' }))
    : [];
}

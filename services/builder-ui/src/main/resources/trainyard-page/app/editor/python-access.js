/**
 * Reads just as much Python as completion needs: which part of the event an expression is. Pure.
 *
 * @typedef {string | number} Step a key, or 0 for an item of a list
 * @typedef {Step[]} Path from the decoded body
 */
import { USUAL_NAMES } from './contract.js';

const NAME = '[A-Za-z_][A-Za-z0-9_]*';
const STEP = `\\s*(?:\\[\\s*(?:"[^"\\n]*"|'[^'\\n]*'|-?\\d+)\\s*\\]|\\.get\\(\\s*(?:"[^"\\n]*"|'[^'\\n]*')[^()\\n]*\\))`;
const LOADED = `(?:${NAME}\\.)?loads\\(\\s*event\\s*(?:\\[\\s*["']body["']\\s*\\]|\\.get\\(\\s*["']body["']\\s*\\))\\s*\\)`;
const EXPRESSION = `(?:${LOADED}|${NAME})(?:${STEP})*`;
const ASSIGNMENT = new RegExp(`^[ \\t]*(${NAME})[ \\t]*=[ \\t]*(${EXPRESSION})[ \\t]*(?:or\\b.*|if\\b.*|#.*)?$`, 'gm');
const MOST_HOPS = 50;
const LOOP = new RegExp(`\\bfor[ \\t]+(${NAME})[ \\t]+in[ \\t]+(${EXPRESSION})[ \\t]*[:\\])]`, 'g');

/**
 * What is being written at the end of a text.
 *
 * @param {string} before the line up to the cursor
 * @returns {{kind: 'key', of: string, quote: string, typed: string} | {kind: 'attribute', of: string, typed: string}
 *     | {kind: 'dict key', typed: string} | {kind: 'dict value', key: string, typed: string} | null}
 *     `quote` is empty where the quotes are still to be written
 */
export function writing(before) {
  const key = new RegExp(`(${EXPRESSION})\\s*(?:\\[|\\.get\\()\\s*(["']?)([^"'\\]\\s]*)$`).exec(before);
  if (key && (key[2] || /[[(]\s*$/.test(before))) {
    return { kind: 'key', of: key[1], quote: key[2], typed: key[3] };
  }
  const attribute = new RegExp(`(?:^|[^\\w.])(${NAME})\\.([A-Za-z_]*)$`).exec(before);
  if (attribute) {
    return { kind: 'attribute', of: attribute[1], typed: attribute[2] };
  }
  const value = /["'](\w+)["']\s*:\s*["']([^"']*)$/.exec(before);
  if (value) {
    return { kind: 'dict value', key: value[1], typed: value[2] };
  }
  const dictKey = /(?:[{,]|^)\s*["'](\w*)$/.exec(before);
  return dictKey ? { kind: 'dict key', typed: dictKey[1] } : null;
}

/**
 * Which part of the event an expression is, by the assignments above it.
 *
 * @param {string} expression such as `turn["entities"]["city"][0]`
 * @param {string} code what stands before it
 * @returns {Path | null} `null` if it is none, or not known
 */
export function pathOf(expression, code) {
  return resolve(expression, new Aliases(code), code.length, MOST_HOPS);
}

/**
 * The shape at a path.
 *
 * @param {import('./contract.js').Shape} body
 * @param {Path} path
 * @returns {import('./contract.js').Shape | null}
 */
export function shapeAt(body, path) {
  /** @type {import('./contract.js').Shape | undefined} */
  let shape = body;
  for (const step of path) {
    shape = typeof step === 'number' ? shape?.item : shape?.keys?.[step];
  }
  return shape ?? null;
}

/**
 * What names stand for, by the last assignment above a place.
 *
 * @typedef {{at: number, expression: string, item: boolean}} Alias `item`: it is an item of that list
 */
class Aliases {
  /** @type {Map<string, Alias[]>} */
  #names = new Map();

  /** @param {string} code */
  constructor(code) {
    this.#collect(code, ASSIGNMENT, false);
    this.#collect(code, LOOP, true);
  }

  /** @param {string} code @param {RegExp} pattern @param {boolean} item */
  #collect(code, pattern, item) {
    for (const { index, 1: name, 2: expression } of code.matchAll(pattern)) {
      const all = this.#names.get(name) ?? [];
      all.push({ at: index, expression, item });
      this.#names.set(name, all);
    }
  }

  /**
   * @param {string} name
   * @param {number} before
   * @returns {Alias | null}
   */
  last(name, before) {
    /** @type {Alias | null} */
    let last = null;
    for (const alias of this.#names.get(name) ?? []) {
      if (alias.at < before && alias.at > (last?.at ?? -1)) {
        last = alias;
      }
    }
    return last;
  }
}

/**
 * @param {string} expression
 * @param {Aliases} aliases
 * @param {number} before where the expression stands; what it is made of was assigned above
 * @param {number} hops how many assignments may be followed
 * @returns {Path | null}
 */
function resolve(expression, aliases, before, hops) {
  const head = new RegExp(`^(?:(${LOADED})|(${NAME}))`).exec(expression.trim());
  if (!head || hops === 0) {
    return null;
  }
  /** @type {Path | null} */
  let path = null;
  if (head[1]) {
    path = [];
  } else {
    const alias = aliases.last(head[2], before);
    const base = alias ? resolve(alias.expression, aliases, alias.at, hops - 1) : null;
    if (base) {
      path = alias?.item ? [...base, 0] : base;
    } else if (Object.hasOwn(USUAL_NAMES, head[2])) {
      path = [...USUAL_NAMES[head[2]]];
    }
  }
  if (!path) {
    return null;
  }
  for (const step of expression.trim().slice(head[0].length).matchAll(/(?:\[|\.get\()\s*(?:"([^"\n]*)"|'([^'\n]*)'|(-?\d+))/g)) {
    path.push(step[3] === undefined ? step[1] ?? step[2] : 0);
  }
  return path;
}

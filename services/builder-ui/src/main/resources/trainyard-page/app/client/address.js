import { ApiProblem } from './problem.js';

/**
 * Builds an address of the API; every value becomes one encoded part of it:
 * ``api`/bots/${bot}/nodes/${node}` ``. Dots, which browsers take for a way to another address however they are encoded,
 * are refused.
 *
 * @param {TemplateStringsArray} texts
 * @param {...(string | number)} values
 * @returns {string}
 */
export function api(texts, ...values) {
  return '/api/v1' + texts.reduce((path, text, i) => path + part(String(values[i - 1])) + text);
}

/** @param {string} value */
function part(value) {
  if (value === '.' || value === '..') {
    throw new ApiProblem(0, 'invalid', `Nothing can be called ${value}`);
  }
  return encodeURIComponent(value);
}

/**
 * Adds a query; `undefined`, `null` and empty texts are left out.
 *
 * @param {string} path
 * @param {Record<string, string | number | boolean | null | undefined>} query
 * @returns {string}
 */
export function withQuery(path, query) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') {
      search.set(name, String(value));
    }
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

globalThis.window ??= /** @type {any} */ (globalThis);

/**
 * Loads a module of the page.
 *
 * @param {string} path
 * @returns {Promise<any>}
 */
export function page(path) {
  return import(new URL(`../../main/resources/trainyard-page/app/${path}`, import.meta.url).href);
}

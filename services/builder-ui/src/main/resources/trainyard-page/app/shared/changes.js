/**
 * Lets the parts of the page tell each other that something of a bot changed, so that what shows it asks again.
 *
 * @typedef {'drafts' | 'stages' | 'variables' | 'nodes'} Kind
 */
const changes = new EventTarget();

/** @param {string} bot @param {Kind} kind */
export function tellChange(bot, kind) {
  changes.dispatchEvent(new CustomEvent('change', { detail: { bot, kind } }));
}

/**
 * @param {(change: {bot: string, kind: Kind}) => void} listener
 * @returns {() => void} ends it
 */
export function onChange(listener) {
  const heard = (/** @type {Event} */ event) => listener(/** @type {CustomEvent} */ (event).detail);
  changes.addEventListener('change', heard);
  return () => changes.removeEventListener('change', heard);
}

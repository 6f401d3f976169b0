/**
 * @typedef {{revision: number, digest?: string, code?: string, end_node: boolean, timeout_seconds: number,
 *   memory_mb: number}} Side
 * @typedef {{node: string, kind: 'added' | 'removed' | 'changed', code: boolean, settings: boolean, before?: Side,
 *   after?: Side}} NodeDiff
 */

/**
 * What differs in a node besides its code.
 *
 * @param {NodeDiff} diff
 * @returns {string[]} sentences
 */
export function settingsChanges({ before, after }) {
  if (!before || !after) {
    return [];
  }
  const changes = [];
  if (before.timeout_seconds !== after.timeout_seconds) {
    changes.push(`Timeout: ${before.timeout_seconds} s, now ${after.timeout_seconds} s`);
  }
  if (before.memory_mb !== after.memory_mb) {
    changes.push(`Memory: ${before.memory_mb} MB, now ${after.memory_mb} MB`);
  }
  if (before.end_node !== after.end_node) {
    changes.push(after.end_node ? 'Ends the conversation now' : 'No longer ends the conversation');
  }
  return changes;
}

/**
 * @param {string} side a number, or `draft`
 * @returns {string}
 */
export function sideName(side) {
  return side === 'draft' ? 'the drafts' : `release ${side}`;
}

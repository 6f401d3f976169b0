/**
 * Two people changed the same code. Pure.
 *
 * @param {{base: string, theirs: string, mine: string}} texts `base`: what both began with
 * @returns {'same' | 'theirs' | 'mine' | 'ask'} whose is the newer one; `ask` where only a person can tell
 */
export function newerOf({ base, theirs, mine }) {
  if (theirs === mine) {
    return 'same';
  }
  if (mine === base) {
    return 'theirs';
  }
  return theirs === base ? 'mine' : 'ask';
}

/**
 * What must be so before a release goes to production (contract C8.3), in words.
 *
 * @typedef {{done: boolean, text: string, names: string[], kind: 'untrained' | 'missing'}} CheckItem
 */

/**
 * @param {number} release the release to transfer
 * @param {string[]} untrained nodes whose drafts differ from it
 * @param {string[]} missing variables that staging has and production lacks
 * @returns {CheckItem[]}
 */
export function checklist(release, untrained, missing) {
  return [
    {
      kind: 'untrained',
      done: untrained.length === 0,
      text: untrained.length === 0
        ? `Drafts are what release ${release} holds`
        : `${count(untrained.length, 'draft differs', 'drafts differ')} from release ${release}`,
      names: untrained,
    },
    {
      kind: 'missing',
      done: missing.length === 0,
      text: missing.length === 0
        ? 'Every variable of staging has a value on production'
        : `${count(missing.length, 'variable has', 'variables have')} no value on production`,
      names: missing,
    },
  ];
}

/**
 * Variables that have a value on staging alone.
 *
 * @param {{name: string, staging: {set: boolean}, production: {set: boolean}}[]} variables
 * @returns {string[]}
 */
export function missingOnProduction(variables) {
  return variables.filter((variable) => variable.staging.set && !variable.production.set)
    .map((variable) => variable.name);
}

/**
 * @param {number} number
 * @param {string} one
 * @param {string} more
 * @returns {string}
 */
function count(number, one, more) {
  return number === 1 ? `1 ${one}` : `${number} ${more}`;
}

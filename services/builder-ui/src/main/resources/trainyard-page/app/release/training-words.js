/**
 * What trainings are, in words.
 *
 * @typedef {{node: string, state: 'waiting' | 'publishing' | 'published'}} NodeStep
 * @typedef {{node: string, code: string, detail: string, line?: number, column?: number}} NodeProblem
 * @typedef {{id: string, state: string, progress: {done: number, of: number}, author: string, note: string,
 *   started_at: string, ended_at?: string, nodes?: NodeStep[], problems?: NodeProblem[], warnings?: NodeProblem[],
 *   release?: number, detail?: string}} Training
 */

/**
 * @param {Training} training
 * @returns {string} one sentence
 */
export function sentence(training) {
  const { done, of } = training.progress;
  switch (training.state) {
    case 'running':
      return of === 0
        ? 'Training: the drafts are being checked.'
        : `Training: ${done} of ${of} ${of === 1 ? 'node' : 'nodes'} published.`;
    case 'succeeded':
      return `Trained: staging is on release ${training.release}.`;
    case 'refused':
      return `Not trained: ${wrongNodes(training)} to correct first. Nothing changed.`;
    case 'interrupted':
      return training.detail ?? 'The server stopped during the training. Train again.';
    default:
      return `Not trained: ${training.detail ?? 'Something failed.'} Nothing changed.`;
  }
}

/**
 * @param {Training} training
 * @returns {'good' | 'warn' | 'danger' | ''} the mark that goes with it
 */
export function mark(training) {
  switch (training.state) {
    case 'succeeded':
      return (training.warnings ?? []).length > 0 ? 'warn' : 'good';
    case 'running':
      return '';
    case 'interrupted':
      return 'warn';
    default:
      return 'danger';
  }
}

/**
 * @param {NodeProblem} problem
 * @returns {string} where it is, as a link's text
 */
export function place(problem) {
  return problem.line ? `${problem.node}, line ${problem.line}` : problem.node;
}

/**
 * @param {string[]} nodes whose drafts differ from staging
 * @param {boolean} trained whether staging has a release
 * @returns {string}
 */
export function differing(nodes, trained) {
  if (nodes.length === 0) {
    return trained ? 'Drafts are trained' : 'No drafts yet';
  }
  return nodes.length === 1 ? '1 draft differs from staging' : `${nodes.length} drafts differ from staging`;
}

/** @param {Training} training */
function wrongNodes(training) {
  const nodes = new Set((training.problems ?? []).map((problem) => problem.node)).size;
  return nodes === 1 ? '1 node is' : `${nodes} nodes are`;
}

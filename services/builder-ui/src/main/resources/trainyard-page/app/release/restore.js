import { ApiProblem, api, client } from '../client/client.js';
import { toast } from '../shared/toast.js';

/**
 * Makes an earlier revision of a node's code the draft again. Nothing is lost: the present one stays in the history.
 *
 * @param {string} bot
 * @param {string} node
 * @param {number} revision
 * @returns {Promise<boolean>} whether it is the draft now
 */
export async function restoreRevision(bot, node, revision) {
  const path = api`/bots/${bot}/nodes/${node}/code`;
  try {
    const { etag } = await client.get(path);
    const { body } = await client.post(`${path}/revisions/${revision}/restore`, { match: etag });
    toast(`Revision ${revision} is the draft again, as revision ${body.revision}.`);
    return true;
  } catch (error) {
    const problem = ApiProblem.of(error);
    toast(problem.isConflict ? 'Somebody saved this node just now. Look at it, then try again.' : problem.detail, 'failed');
    return false;
  }
}

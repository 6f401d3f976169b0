import { api, ApiProblem, client } from '../client/client.js';
import { toast } from '../shared/toast.js';
import { sampleOfTurn } from './sample-check.js';

/**
 * Makes a sample of what a stored turn was called with.
 *
 * @param {string} bot
 * @param {string} node
 * @param {string} turn its id
 * @returns {Promise<string>} the sample's name; empty, with a note, if that does not work
 */
export async function sampleFromTurn(bot, node, turn) {
  let name = '';
  try {
    const { body } = await client.get(api`/bots/${bot}/turns/${turn}`);
    const text = sampleOfTurn(body.input);
    if (text === null) {
      toast('The record of this turn was cut because it is long: no sample can be made of it.', 'failed');
      return '';
    }
    name = `Turn ${body.at.slice(0, 16).replace('T', ' ')} ${turn.slice(0, 8)}`;
    await client.put(api`/bots/${bot}/nodes/${node}/samples/${name}`, { text, create: true });
    toast(`The input of the turn is the sample ${name} now.`);
    return name;
  } catch (error) {
    const problem = ApiProblem.of(error);
    if (problem.isConflict) {
      // It was made before.
      return name;
    }
    toast(problem.detail, 'failed');
    return '';
  }
}

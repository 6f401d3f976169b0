import { ApiProblem, api, client } from '../client/client.js';

/** @typedef {import('./training-words.js').Training} Training */

const PAUSE_MS = 1000;

/**
 * Follows a training to its end: by events while the server is there, by asking again and again while it is not, so
 * that a server that starts again is not missed.
 *
 * @param {string} bot
 * @param {string} id
 * @param {AbortSignal} signal
 * @param {number} [pauseMs] between two tries
 * @returns {AsyncGenerator<{training: Training | null, problem: ApiProblem | null}>} every state; a problem while there
 *   is no answer
 */
export async function* follow(bot, id, signal, pauseMs = PAUSE_MS) {
  const path = api`/bots/${bot}/trainings/${id}`;
  for (;;) {
    try {
      for await (const { data } of client.events(`${path}/events`, signal)) {
        yield { training: data, problem: null };
        if (data.state !== 'running') {
          return;
        }
      }
      const { body } = await client.get(path, { signal });
      yield { training: body, problem: null };
      if (body.state !== 'running') {
        return;
      }
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      const problem = error instanceof ApiProblem ? error : ApiProblem.unreachable();
      if (problem.status === 404) {
        throw problem;
      }
      yield { training: null, problem };
    }
    await pause(signal, pauseMs);
  }
}

/**
 * @param {AbortSignal} signal
 * @param {number} milliseconds
 * @returns {Promise<void>} after a moment, or at once when there is nobody to wait for
 */
function pause(signal, milliseconds) {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}

import { html } from 'lit';
import { ApiProblem, client } from '../client/client.js';
import { ask } from '../shared/dialog.js';

/**
 * The server no longer knows this browser: asks for the token, until it is right. What people wrote stays on the page
 * meanwhile.
 *
 * @returns {Promise<void>}
 */
export async function enterAgain() {
  for (;;) {
    const fields = await ask({
      title: 'Enter again',
      body: html`
        <p>The server does not know this browser any more. Nothing that you wrote is lost: enter again to go on.</p>
        <label>Token, or the link that the server printed
          <input name="token" type="password" autocomplete="off" required autofocus></label>`,
      action: 'Enter',
      cancel: null,
      act: async (shown) => {
        if (!await client.enter(tokenIn(String(shown.get('token')).trim()))) {
          throw ApiProblem.ofField('/token', 'That token does not open the server.');
        }
      },
    });
    if (fields) {
      return;
    }
  }
}

/**
 * @param {string} shown a token, or a link with it
 * @returns {string}
 */
export function tokenIn(shown) {
  return /[?&]token=([^&#]+)/.exec(shown)?.[1] ?? shown;
}

import { api, ApiProblem, client } from '../client/client.js';
import { freeName } from './sample-check.js';

/** @typedef {{name: string, text: string, etag: string | null}} StoredSample `etag`: none if it is not stored yet */

/** The samples of a node, on the server. What somebody else changed meanwhile is kept beside one's own. */
export class SampleStore {
  /** @param {string} bot @param {string} node */
  constructor(bot, node) {
    this.bot = bot;
    this.node = node;
  }

  /** @param {string} name */
  #path(name) {
    return api`/bots/${this.bot}/nodes/${this.node}/samples/${name}`;
  }

  /** @returns {Promise<StoredSample[]>} by name */
  async all() {
    const listed = await client.list(api`/bots/${this.bot}/nodes/${this.node}/samples`);
    return Promise.all(listed.map(async ({ name }) => {
      const { body, etag } = await client.get(this.#path(name), { raw: true });
      return { name, text: body, etag };
    }));
  }

  /**
   * Stores a sample. If somebody changed it meanwhile, it is stored under another name.
   *
   * @param {StoredSample} sample
   * @param {string[]} taken all names
   * @returns {Promise<StoredSample>} as it is stored
   */
  async put({ name, text, etag }, taken) {
    try {
      const answer = await client.put(this.#path(name), { text, match: etag, create: !etag });
      return { name, text, etag: answer.etag };
    } catch (error) {
      if (!ApiProblem.of(error).isConflict) {
        throw error;
      }
      const listed = await client.list(api`/bots/${this.bot}/nodes/${this.node}/samples`);
      const other = freeName(`${name} (mine)`, [...taken, ...listed.map((sample) => sample.name)]);
      const answer = await client.put(this.#path(other), { text, create: true });
      return { name: other, text, etag: answer.etag };
    }
  }

  /** @param {StoredSample} sample */
  async delete({ name, etag }) {
    await client.delete(this.#path(name), { match: etag });
  }
}

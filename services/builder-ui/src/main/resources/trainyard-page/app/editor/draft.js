import { api, ApiProblem, client } from '../client/client.js';

/**
 * @typedef {object} Saved
 * @property {string} code
 * @property {number} revision 0 for a template that was never saved
 * @property {string} etag
 * @property {string} savedAt empty for the template
 * @property {string} author empty for the template
 * @property {{line: number, column: number, message: string}[]} problems where it does not compile
 * @property {{code: string, detail: string, line?: number}[]} warnings what may fail a turn
 */

/** The code of a node on the server, as this page last knew it. */
export class Draft {
  /** @param {string} bot @param {string} node */
  constructor(bot, node) {
    this.path = api`/bots/${bot}/nodes/${node}/code`;
    /** @type {Saved} */
    this.saved = { code: '', revision: 0, etag: '"0"', savedAt: '', author: '', problems: [], warnings: [] };
  }

  /** @param {AbortSignal} [signal] @returns {Promise<Saved>} */
  async load(signal) {
    this.saved = await this.newest(signal);
    return this.saved;
  }

  /** @param {AbortSignal} [signal] @returns {Promise<Saved>} without taking it for what this page knows */
  async newest(signal) {
    const { body, etag } = await client.get(this.path, { signal });
    return {
      code: body.code, revision: body.revision, etag: etag ?? '', savedAt: body.saved_at ?? '', author: body.author ?? '',
      problems: body.problems, warnings: body.warnings,
    };
  }

  /**
   * Saves, if nobody else did since.
   *
   * @param {string} code
   * @returns {Promise<Saved | null>} `null` if somebody did
   */
  async save(code) {
    try {
      const { body, etag } = await client.put(this.path, { text: code, type: 'text/x-python', match: this.saved.etag });
      this.saved = {
        code, revision: body.revision, etag: etag ?? '', savedAt: body.saved_at, author: '', problems: body.problems,
        warnings: body.warnings ?? [],
      };
      return this.saved;
    } catch (error) {
      if (ApiProblem.of(error).isConflict) {
        return null;
      }
      throw error;
    }
  }

  /** @param {Saved} saved what is taken for what this page knows from now on */
  adopt(saved) {
    this.saved = saved;
  }
}

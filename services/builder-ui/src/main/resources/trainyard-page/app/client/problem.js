/**
 * Why a request was refused (RFC 9457), as an error that views can catch and show.
 *
 * @typedef {{pointer: string, detail: string}} FieldError
 */
export class ApiProblem extends Error {
  /**
   * @param {number} status HTTP status; 0 when the server could not be reached
   * @param {string} code such as `conflict`; `unreachable` when there was no answer
   * @param {string} detail a sentence for people
   * @param {Record<string, any>} members the whole document
   */
  constructor(status, code, detail, members = {}) {
    super(detail);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.members = members;
  }

  /** @returns {FieldError[]} what is wrong, field by field */
  get errors() {
    return Array.isArray(this.members.errors) ? this.members.errors : [];
  }

  /** @returns {boolean} whether somebody else changed the thing first */
  get isConflict() {
    return this.code === 'conflict' || this.status === 412;
  }

  /**
   * @param {unknown} error anything that was thrown
   * @returns {ApiProblem}
   */
  static of(error) {
    if (error instanceof ApiProblem) {
      return error;
    }
    return new ApiProblem(0, 'page', error instanceof Error ? error.message : String(error));
  }

  /**
   * @param {string} pointer of a field
   * @param {string} detail what it must be
   * @returns {ApiProblem} one that this page found
   */
  static ofField(pointer, detail) {
    return new ApiProblem(0, 'invalid', detail, { errors: [{ pointer, detail }] });
  }

  /** @returns {ApiProblem} */
  static unreachable() {
    return new ApiProblem(0, 'unreachable', 'The server does not answer. Is it running? Nothing that you wrote is lost.');
  }

  /**
   * @param {Response} response not ok
   * @returns {Promise<ApiProblem>}
   */
  static async read(response) {
    /** @type {Record<string, any>} */
    let members = {};
    try {
      members = await response.json();
    } catch {
      // A proxy's page, or nothing: the status has to do.
    }
    return new ApiProblem(response.status, String(members.code ?? 'unknown'),
      String(members.detail ?? members.title ?? `The server answered ${response.status}.`), members);
  }
}

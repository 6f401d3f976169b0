/** Causes of bot breaks (contract C4). */
export const CAUSES = [
  'syntax_error', 'import_error', 'handler_missing', 'init_error', 'exception', 'bad_status', 'malformed_response',
  'no_response', 'timeout', 'out_of_memory', 'process_exit', 'response_too_large', 'state_too_large',
  'engine_unavailable',
];

/**
 * @param {number} milliseconds
 * @returns {string} such as `0.42 ms`, `35 ms` or `1.2 s`
 */
export function duration(milliseconds) {
  if (milliseconds >= 1000) {
    return `${(milliseconds / 1000).toFixed(milliseconds >= 10_000 ? 0 : 1)} s`;
  }
  return `${milliseconds >= 10 ? Math.round(milliseconds) : Number(milliseconds.toPrecision(2))} ms`;
}

/**
 * JSON as people read it; a text that is no JSON stays as it is.
 *
 * @param {string} text
 * @returns {string}
 */
export function readable(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

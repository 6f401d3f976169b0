/** What the causes of bot breaks mean, for people. @type {Record<string, string>} */
const CAUSES = {
  syntax_error: 'The code does not compile',
  import_error: 'An import failed',
  handler_missing: 'There is no function main(event, context)',
  init_error: 'The code failed while it was loaded',
  exception: 'main raised an error',
  bad_status: 'statusCode is not 200',
  malformed_response: 'The result does not have the right shape',
  no_response: 'The response holds no message',
  timeout: 'It took longer than the node may',
  out_of_memory: 'It used more memory than the node may',
  process_exit: 'The process ended',
  response_too_large: 'The result is too large',
  state_too_large: 'What is to be remembered is too large',
  engine_unavailable: 'The engine could not run it',
};

/**
 * @param {string} cause
 * @returns {string}
 */
export function causeText(cause) {
  return CAUSES[cause] ?? cause;
}

/**
 * A stored turn as a sample input, so that what happened can be tried again.
 *
 * @param {string} input the turn's body as it was stored, perhaps cut
 * @returns {{text: string} | {reason: string}} the sample, or why there is none
 */
export function sampleOfTurn(input) {
  let body;
  try {
    body = JSON.parse(input);
  } catch {
    return {reason: 'This input was too long to be kept whole, so it cannot become a sample.'};
  }
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    return {reason: 'This input is no JSON object, so it cannot become a sample.'};
  }
  const {user, entities, ...rest} = body;
  return {text: JSON.stringify({entities: entities ?? {}, user_data: user ?? {}, ...rest}, null, 2)};
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

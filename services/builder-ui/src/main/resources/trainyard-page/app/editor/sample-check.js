import { isObject } from './contract.js';
import { JsonPlaces } from './json-places.js';

/**
 * @typedef {object} SampleProblem
 * @property {number} line from 1
 * @property {number} column from 1
 * @property {string} message
 */

/**
 * Reads the text of a sample input. Pure.
 *
 * @param {string} text
 * @returns {{value: any, problems: SampleProblem[], storable: boolean}} `storable`: it is an object at least
 */
export function checkSample(text) {
  /** @type {JsonPlaces} */
  let places;
  try {
    places = JsonPlaces.of(text);
  } catch (error) {
    const { line, column, message } = /** @type {any} */ (error);
    return { value: undefined, problems: [{ line, column, message }], storable: false };
  }
  const { value } = places;
  if (!isObject(value)) {
    return { value, problems: [{ line: 1, column: 1, message: 'The sample must be an object: {"entities": {}, "user_data": {}}.' }], storable: false };
  }
  /** @type {SampleProblem[]} */
  const problems = [];
  /** @param {string} pointer @param {string} message */
  const say = (pointer, message) => problems.push({ ...places.at(pointer), message });
  const user = 'user_data' in value || !('user' in value) ? 'user_data' : 'user';
  for (const key of ['entities', user]) {
    if (!(key in value)) {
      say('', `The key ${key} is missing.`);
    } else if (!isObject(value[key])) {
      say(`/${key}`, `The key ${key} must hold an object.`);
    }
  }
  for (const [name, found] of Object.entries(isObject(value.entities) ? value.entities : {})) {
    if (!Array.isArray(found)) {
      say(`/entities/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        `An entity holds a list, also where there is one value: [{"entity_value": ...}].`);
    }
  }
  return { value, problems, storable: true };
}

/** What a new sample begins with. */
export const NEW_SAMPLE = `{
  "entities": {
    "city": [
      {"entity_value": "Pune", "detection": "message", "original_text": "in Pune"}
    ]
  },
  "user_data": {
    "user_id": "1",
    "full_name": "Asha Rao",
    "device_platform": 5,
    "language_code": "en"
  },
  "conversation_details": {}
}
`;

/**
 * Makes a sample of what a stored turn was called with.
 *
 * @param {string} input JSON text of the turn's body
 * @returns {string | null} JSON text, `null` if the record was cut and is no JSON any more
 */
export function sampleOfTurn(input) {
  try {
    const { user, entities = {}, ...rest } = JsonPlaces.of(input).value;
    return `${JSON.stringify({ entities, user_data: isObject(user) ? user : {}, ...rest }, null, 2)}\n`;
  } catch {
    return null;
  }
}

/**
 * A name that is not taken.
 *
 * @param {string} wish
 * @param {string[]} taken
 * @returns {string} at most 64 characters
 */
export function freeName(wish, taken) {
  const base = wish.slice(0, 58);
  let name = wish.slice(0, 64);
  for (let count = 2; taken.includes(name); count += 1) {
    name = `${base} ${count}`;
  }
  return name;
}

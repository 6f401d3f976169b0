/**
 * What the page knows about the node contract, for completion and hovers. Plain data.
 *
 * @typedef {object} Shape what a value looks like
 * @property {string} [type] such as `text` or `object`
 * @property {string} [doc] a sentence
 * @property {Record<string, Shape>} [keys] of an object
 * @property {Shape} [item] of a list
 */

/** @type {Record<string, Shape>} */
const USER = {
  user_id: { type: 'text', doc: 'Who the user is, as the caller knows them.' },
  user_name: { type: 'text', doc: 'The name that the user signed up with.' },
  full_name: { type: 'text', doc: 'The name of the user, for greeting.' },
  device_platform: {
    type: 'number',
    doc: 'Where the user is: 2 Android, 3 Facebook, 4 Jio, 5 Web, 6 iOS, 13 API, 14 WhatsApp, 15 Jio Chat.',
  },
  language_code: { type: 'text', doc: 'The language of the conversation, such as `en` (ISO 639-1).' },
  auth_id: { type: 'text', doc: 'The id of a signed-in user; empty if there is none.' },
  auth_code: { type: 'text', doc: 'The code of a signed-in user; empty if there is none.' },
};

/** @type {Shape} */
const ENTITY = {
  type: 'list',
  doc: 'What was detected of this entity: a list, empty if nothing was.',
  item: {
    type: 'object',
    keys: {
      entity_value: { type: 'any', doc: 'The value: a text, or an object whose keys differ per type of entity.' },
      detection: { type: 'text', doc: 'How it was detected, such as `message`.' },
      original_text: { type: 'text', doc: 'The words of the user that it came from.' },
      language: { type: 'text', doc: 'The language that it was detected in.' },
    },
  },
};

/** @type {Record<string, Shape>} */
const BODY = {
  node: { type: 'text', doc: 'The system name of the node that was called.' },
  event: { type: 'text', doc: 'Why the node was called: `API_INTEGRATION`.' },
  user: { type: 'object', doc: 'Who is talking.', keys: USER },
  conversation_no: { type: 'number', doc: 'Which conversation of this user it is.' },
  conversation_details: {
    type: 'object',
    doc: 'What is remembered of this conversation. Return it, changed or not: what you return replaces it.',
    keys: {},
  },
  user_details: {
    type: 'object',
    doc: 'What is remembered of this user across conversations. Return it, changed or not: what you return replaces it.',
    keys: {
      language_code: { type: 'text', doc: 'The language of the user.' },
      name: { type: 'text', doc: 'The name of the user.' },
    },
  },
  entities: { type: 'object', doc: 'What the user said: the name of an entity to a list of what was detected.', keys: {} },
  env_variables: {
    type: 'object',
    doc: 'The variables of the bot, with the values of the stage that runs. Run uses those of staging.',
    keys: {},
  },
};

/** Attributes of `context`. @type {Record<string, Shape>} */
export const CONTEXT = {
  aws_request_id: { type: 'text', doc: 'The id of this turn; it is in the log too.' },
  function_name: { type: 'text', doc: 'The name of the function that runs the node.' },
  function_version: { type: 'text', doc: 'The version of the function.' },
  invoked_function_arn: { type: 'text', doc: 'The full name by which the function was called.' },
  memory_limit_in_mb: { type: 'text', doc: 'How much memory the node may use.' },
  log_group_name: { type: 'text', doc: 'Where the log goes.' },
  log_stream_name: { type: 'text', doc: 'Where the log goes.' },
  client_context: { type: 'any', doc: 'Nothing: callers are no mobile clients.' },
  identity: { type: 'any', doc: 'Nothing: callers are no mobile clients.' },
  'get_remaining_time_in_millis()': { type: 'number', doc: 'How long `main` may still take, in milliseconds.' },
  'log()': { type: 'function', doc: 'Writes a line to the log.' },
};

/** Keys of what `main` returns and of the reply in it. @type {Record<string, Shape>} */
export const REPLY = {
  statusCode: { type: 'number', doc: 'Of the result: 200. Anything else is a bot break.' },
  body: { type: 'text', doc: 'Of the result: the reply, as JSON: `json.dumps(reply)`.' },
  headers: { type: 'object', doc: 'Of the result; may be left out.' },
  status: {
    type: 'bool',
    doc: 'Of the reply: whether the integration succeeded. `True` on an end node completes the conversation.',
  },
  response: { type: 'list', doc: 'Of the reply: at least one message; a text, an object, or an object as JSON.' },
  conversation_details: { type: 'object', doc: 'Of the reply: replaces what is remembered of the conversation. At most 2,500 characters.' },
  user_details: { type: 'object', doc: 'Of the reply: replaces what is remembered of the user. At most 2,500 characters.' },
};

/** Keys of messages and what is in them. @type {Record<string, Shape>} */
export const MESSAGE = {
  text: { type: 'text', doc: 'Of a message: what the user reads.' },
  type: { type: 'text', doc: 'Of a message: `TEXT`, `BUTTON`, `CAROUSEL`, `SYSTEM`, `FORM`, `SILENT` or `NATIVE_ACTION`. Of a button: `TEXT_ONLY` or `APP_ACTION`.' },
  data: { type: 'object', doc: 'Of a message: `items` of a BUTTON or CAROUSEL, `quick_replies` of a TEXT.' },
  items: { type: 'list', doc: 'Of data: the buttons, or the cards of a carousel.' },
  quick_replies: { type: 'list', doc: 'Of data: buttons that go away when one is chosen.' },
  actionables: { type: 'list', doc: 'Of a card: its buttons.' },
  actionable_text: { type: 'text', doc: 'Of a button: what it says.' },
  uri: { type: 'text', doc: 'Of a button: what it does, such as `LINK` or `LAUNCH_CHANNEL`.' },
  payload: { type: 'object', doc: 'Of a button: `url` of a LINK; `message` that is sent for the user; `gogo_message`.' },
  is_default: { type: 'number', doc: 'Of a button: 0 or 1.' },
  location_required: { type: 'bool', doc: 'Of a button: whether the user\'s place is asked for.' },
  isNew: { type: 'bool', doc: 'Of a message: kept as it is.' },
  title: { type: 'text', doc: 'Of a card: its heading.' },
  sub_title: { type: 'text', doc: 'Of a card: below its heading.' },
  thumbnail: { type: 'object', doc: 'Of a card: `{"image": address}`.' },
};

/** Values that belong to a key. @type {Record<string, string[]>} */
export const VALUES = {
  type: ['TEXT', 'BUTTON', 'CAROUSEL', 'SYSTEM', 'FORM', 'SILENT', 'NATIVE_ACTION', 'TEXT_ONLY', 'APP_ACTION'],
  uri: ['LINK', 'LAUNCH_CHANNEL'],
};

/** Names that people give to parts of the event, where their assignment is not found. @type {Record<string, string[]>} */
export const USUAL_NAMES = {
  body: [],
  turn: [],
  user: ['user'],
  user_data: ['user'],
  entities: ['entities'],
  env: ['env_variables'],
  env_variables: ['env_variables'],
  user_details: ['user_details'],
  conversation_details: ['conversation_details'],
};

/**
 * The shape of the decoded body for a node: the contract's keys, with what its sample input and its bot's variables
 * add.
 *
 * @param {any} sample a parsed sample input, or nothing
 * @param {{name: string, set: boolean}[]} variables `set`: whether it has a value on staging
 * @returns {Shape}
 */
export function bodyShape(sample, variables) {
  const given = isObject(sample) ? sample : {};
  const { user_data: userData, env_variables: own, ...rest } = given;
  const user = isObject(userData) ? userData : given.user;
  /** @type {Shape} */
  const shape = { type: 'object', keys: { ...BODY } };
  const keys = /** @type {Record<string, Shape>} */ (shape.keys);
  for (const [name, value] of Object.entries(rest)) {
    if (name !== 'entities' && name !== 'user') {
      keys[name] = merged(BODY[name], shapeOf(value, 1));
    }
  }
  keys.user = merged(BODY.user, shapeOf(user, 1));
  keys.entities = { ...BODY.entities, keys: {} };
  for (const [name, found] of Object.entries(isObject(given.entities) ? given.entities : {})) {
    /** @type {any} */ (keys.entities.keys)[name] = merged(ENTITY, shapeOf(found, 2));
  }
  /** @type {Record<string, Shape>} */
  const names = {};
  for (const { name, set } of variables) {
    names[name] = { type: 'text', doc: `A variable of this bot. ${set ? 'Set on staging.' : 'It has no value on staging: Run gets no such key.'}` };
  }
  for (const name of Object.keys(isObject(own) ? own : {})) {
    names[name] = { type: 'text', doc: 'Given by the sample input, which wins over the stored value in a Run.' };
  }
  keys.env_variables = { ...BODY.env_variables, keys: names };
  return shape;
}

/**
 * @param {Shape | undefined} known
 * @param {Shape | undefined} seen
 * @returns {Shape}
 */
function merged(known, seen) {
  if (!known || !seen) {
    return known ?? seen ?? {};
  }
  const keys = known.keys || seen.keys ? { ...seen.keys, ...known.keys } : undefined;
  for (const name of Object.keys(keys ?? {})) {
    /** @type {any} */ (keys)[name] = merged(known.keys?.[name], seen.keys?.[name]);
  }
  return { ...seen, ...known, keys, item: known.item || seen.item ? merged(known.item, seen.item) : undefined };
}

/**
 * @param {unknown} value
 * @param {number} depth
 * @returns {Shape | undefined}
 */
function shapeOf(value, depth) {
  if (value === undefined) {
    return undefined;
  }
  const doc = `In the sample: ${brief(value)}`;
  if (Array.isArray(value)) {
    return { type: 'list', doc, item: shapeOf(value[0], depth + 1) };
  }
  if (isObject(value)) {
    const entries = depth > 8 ? [] : Object.entries(value).map(([name, inner]) => [name, shapeOf(inner, depth + 1)]);
    return { type: 'object', doc, keys: Object.fromEntries(entries) };
  }
  return { type: value === null ? 'nothing' : typeof value === 'string' ? 'text' : typeof value, doc };
}

/** @param {unknown} value */
function brief(value) {
  const text = JSON.stringify(value) ?? '';
  return `\`${(text.length > 80 ? `${text.slice(0, 79)}…` : text).replaceAll('`', '\'')}\``;
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, any>}
 */
export function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

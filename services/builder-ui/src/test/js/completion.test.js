import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './page.js';

const { bodyShape } = await page('editor/contract.js');
const { explanation, proposals } = await page('editor/completion.js');
const { pathOf } = await page('editor/python-access.js');

const SAMPLE = {
  entities: { city: [{ entity_value: { name: 'Pune', pin: 411001 }, detection: 'message' }], date: [] },
  user_data: { full_name: 'Asha Rao', tier: 'gold' },
  conversation_details: { order: { id: 7 } },
  env_variables: { OVERRIDE: 'x' },
  extra: true,
};
const BODY = bodyShape(SAMPLE, [{ name: 'MONGO_URI', set: true }, { name: 'UNSET', set: false }]);
const CODE = `import json

def main(event, context):
    body = json.loads(event['body'])
    found = body["entities"]
    who = body.get('user')
    env = body['env_variables']
`;

/** The labels that are proposed at the `|` of a line below {@link CODE}. */
function labels(line, code = CODE) {
  const [before, after = ''] = line.split('|');
  return proposals(`${code}    ${before}`, after, BODY).map((proposal) => proposal.label);
}

test('the body has the keys of the contract and those of the sample', () => {
  assert.deepEqual(labels('body["|').sort(), ['conversation_details', 'conversation_no', 'entities', 'env_variables',
    'event', 'extra', 'node', 'user', 'user_details']);
});

test('entities, the user and the variables have the keys of the sample and of the bot', () => {
  assert.deepEqual(labels("found['|"), ['city', 'date']);
  assert.ok(labels("who['|").includes('tier') && labels("who['|").includes('language_code'));
  assert.deepEqual(labels("env['|").sort(), ['MONGO_URI', 'OVERRIDE', 'UNSET']);
  assert.deepEqual(labels('body["env_variables"]["|'), ['MONGO_URI', 'UNSET', 'OVERRIDE']);
  assert.deepEqual(labels("env.get('|"), ['MONGO_URI', 'UNSET', 'OVERRIDE']);
});

test('items of an entity are known, by index and in loops, and their values too', () => {
  assert.ok(labels("found['city'][0]['|").includes('original_text'));
  assert.deepEqual(labels("found['city'][0]['entity_value']['|"), ['name', 'pin']);
  const loop = `${CODE}    for place in found['city']:\n        print(place["entity_value"])\n`;
  assert.ok(labels("place['|", loop).includes('detection'));
});

test('quotes that are there are not written again', () => {
  const inserted = (line) => {
    const [before, after] = line.split('|');
    return proposals(CODE + before, after, BODY).find((proposal) => proposal.label === 'city').insert;
  };
  assert.equal(inserted('found[|'), '"city"');
  assert.equal(inserted("found['|"), "city'");
  assert.equal(inserted("found['|']"), 'city');
  assert.equal(inserted('found["ci|"]'), 'city');
});

test('names that people use are understood without their assignment', () => {
  const code = 'def helper(entities, env_variables):\n';
  assert.deepEqual(labels('entities["|', code), ['city', 'date']);
  assert.ok(labels('env_variables["|', code).includes('MONGO_URI'));
  assert.deepEqual(labels('something_else["|', code), []);
});

test('an assignment to itself or in a circle ends', () => {
  assert.equal(pathOf('a', 'a = b\nb = a\n'), null);
  assert.deepEqual(pathOf('user', 'user = user["x"]\n'), ['user', 'x']);
});

test('the event, the context, the reply and messages', () => {
  assert.deepEqual(labels('json.loads(event["|'), ['body']);
  assert.ok(labels('context.|').includes('get_remaining_time_in_millis()'));
  const reply = labels('return {"|');
  assert.ok(['statusCode', 'body', 'status', 'response', 'user_details', 'quick_replies'].every((key) => reply.includes(key)));
  assert.ok(labels('{"type": "|').includes('CAROUSEL'));
  assert.deepEqual(labels('{"uri": "|'), ['LINK', 'LAUNCH_CHANNEL']);
});

test('snippets where an expression may stand, not within texts and comments', () => {
  assert.ok(labels('answer = |').includes('message carousel'));
  assert.ok(labels('mess|').includes('message button'));
  assert.deepEqual(labels('# see mess|'), []);
  assert.deepEqual(labels('print("hello mess|'), []);
});

test('a hover explains keys of the event, with what the sample has', () => {
  const hover = (line, word) => explanation(`${CODE}    ${line}`, word, BODY);
  assert.match(hover('who["device_platform', 'device_platform').doc, /14 WhatsApp/);
  assert.equal(hover('who["device_platform', 'device_platform').title, '["user"]["device_platform"]'.slice(0, 8) + '["device_platform"]');
  assert.match(hover('env["UNSET', 'UNSET').doc, /no value on staging/);
  assert.match(hover('found', 'found').title, /event body\["entities"\]/);
  assert.match(hover('{"status', 'status').doc, /end node/);
  assert.equal(hover('unknown["x', 'x'), null);
});

test('a sample that is no object, and a missing one, leave the contract', () => {
  for (const sample of [undefined, null, 3, [], { entities: 3, user_data: null, env_variables: [] }]) {
    assert.ok(Object.keys(bodyShape(sample, []).keys).includes('entities'));
  }
});

test('2,000 lines are looked through in no time', () => {
  const long = CODE + '    value = found["city"][0]["entity_value"]  # and so on\n'.repeat(2000);
  const start = performance.now();
  assert.deepEqual(labels("value['|", long), ['name', 'pin']);
  assert.ok(performance.now() - start < 250);
});

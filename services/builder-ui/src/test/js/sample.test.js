import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './page.js';

const { checkSample, freeName, sampleOfTurn, NEW_SAMPLE } = await page('editor/sample-check.js');
const { JsonPlaces } = await page('editor/json-places.js');

test('a whole sample has no problems; so has the one that a new one begins with', () => {
  assert.deepEqual(checkSample('{"entities": {}, "user_data": {}}').problems, []);
  assert.deepEqual(checkSample('{"entities": {"a": []}, "user": {}}').problems, []);
  assert.deepEqual(checkSample(NEW_SAMPLE).problems, []);
});

test('each missing or wrong key is named, where it is', () => {
  assert.deepEqual(checkSample('{}').problems.map((problem) => problem.message),
    ['The key entities is missing.', 'The key user_data is missing.']);
  const { problems, storable } = checkSample('{\n  "entities": [],\n  "user_data": {}\n}');
  assert.deepEqual(problems, [{ line: 2, column: 15, message: 'The key entities must hold an object.' }]);
  assert.equal(storable, true);
  assert.match(checkSample('{"user": 3, "entities": {"a": {}}}').problems.map((p) => p.message).join(), /user must.*list/);
  assert.equal(checkSample('[]').storable, false);
});

test('broken JSON is told in words that help, with line and column', () => {
  const told = (text) => {
    const [{ line, column, message }] = checkSample(text).problems;
    return `${line}:${column} ${message}`;
  };
  assert.equal(told('{\n  "a": 1\n  "b": 2\n}'), '3:3 Here should be a comma or }.');
  assert.equal(told("{'a': 1}"), '1:2 JSON has double quotes: ".');
  assert.equal(told('{"a": True}'), '1:7 In JSON this is written true.');
  assert.equal(told('{"a": 1,}'), '1:9 Here should be a key in double quotes.');
  assert.equal(told('{"a": "x'), '1:7 This text does not end on its line.');
  assert.equal(told('{"a": "\\x"}'), '1:8 A backslash in a text is written \\\\.');
  assert.equal(told('{"a": 1, "a": 2}'), '1:10 The key a is there twice.');
  assert.equal(told('{"a": 1'), '1:8 The JSON ends here, before it is whole.');
  assert.equal(told(''), '1:1 The JSON ends here, before it is whole.');
  assert.equal(told('{} x'), '1:4 There is something behind the end of the JSON.');
  assert.equal(told('{"a": }'), '1:7 Here should be a value.');
});

test('the strict reader and JSON.parse agree', () => {
  const texts = ['{}', '[]', ' [1, -0.5e+3, "\\u00e9\\n", true, false, null, {"a": {"b": []}}] ', '"\\ud800"', '01', '1.', '.5',
    '-', '"\t"', '[1,]', '{"a" 1}', 'nul', '{"__proto__": {"x": 1}}', '\u00a0{}'];
  for (const text of texts) {
    let expected;
    try {
      expected = JSON.parse(text);
    } catch {
      assert.throws(() => JsonPlaces.of(text), `${text} should be refused`);
      continue;
    }
    assert.deepEqual(JsonPlaces.of(text).value, expected, text);
  }
  assert.throws(() => JsonPlaces.of('['.repeat(5000)), /too deeply/);
});

test('a value is found by its pointer', () => {
  const places = JsonPlaces.of('{"a/b": {\n "c": [1,\n  2]}}');
  assert.deepEqual(places.at('/a~1b/c/1'), { line: 3, column: 3 });
  assert.deepEqual(places.at('/a~1b/none'), { line: 1, column: 9 });
});

test('a turn becomes a sample that is whole; a cut record does not', () => {
  const sample = sampleOfTurn('{"user": {"full_name": "Asha"}, "conversation_no": 3}');
  assert.deepEqual(JSON.parse(sample), { entities: {}, user_data: { full_name: 'Asha' }, conversation_no: 3 });
  assert.deepEqual(checkSample(sample).problems, []);
  assert.equal(sampleOfTurn('{"user": {"full_na'), null);
  assert.equal(sampleOfTurn('null'), null);
});

test('a free name is found, and never too long', () => {
  assert.equal(freeName('a', ['b']), 'a');
  assert.equal(freeName('a', ['a', 'a 2']), 'a 3');
  assert.equal(freeName('x'.repeat(80), ['x'.repeat(64)]).length, 60);
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { page } from './page.js';

const { checklist, missingOnProduction } = await page('release/checklist.js');
const { settingsChanges, sideName } = await page('release/diff-words.js');
const { differing, mark, place, sentence } = await page('release/training-words.js');
const { follow } = await page('release/training-follower.js');
const { client } = await page('client/client.js');
const { duration, readable } = await page('release/turn-words.js');

const RUNNING = { id: 'a', state: 'running', progress: { done: 1, of: 3 }, author: 'ada', note: '', started_at: '' };

describe('the checklist of a transfer', () => {
  test('names what stands in the way', () => {
    const [drafts, values] = checklist(3, ['A', 'B'], ['KEY']);
    assert.deepEqual([drafts.done, drafts.text, drafts.names], [false, '2 drafts differ from release 3', ['A', 'B']]);
    assert.deepEqual([values.done, values.text], [false, '1 variable has no value on production']);
  });

  test('says what is done', () => {
    assert.deepEqual(checklist(3, [], []).map(({ done }) => done), [true, true]);
  });

  test('a variable that production alone has, or nobody, stands in no way', () => {
    const set = { set: true };
    const unset = { set: false };
    assert.deepEqual(missingOnProduction([
      { name: 'BOTH', staging: set, production: set }, { name: 'HALF', staging: set, production: unset },
      { name: 'LATE', staging: unset, production: set }, { name: 'NONE', staging: unset, production: unset },
    ]), ['HALF']);
  });
});

describe('what a training is', () => {
  test('how far', () => {
    assert.equal(sentence({ ...RUNNING, progress: { done: 0, of: 0 } }), 'Training: the drafts are being checked.');
    assert.equal(sentence(RUNNING), 'Training: 1 of 3 nodes published.');
  });

  test('its end, with every wrong node counted once', () => {
    assert.equal(sentence({ ...RUNNING, state: 'succeeded', release: 7 }), 'Trained: staging is on release 7.');
    const problems = [{ node: 'A', code: 'syntax_error', detail: 'x', line: 2 },
      { node: 'A', code: 'syntax_error', detail: 'y', line: 9 }, { node: 'B', code: 'not_saved', detail: 'z' }];
    assert.equal(sentence({ ...RUNNING, state: 'refused', problems }),
      'Not trained: 2 nodes are to correct first. Nothing changed.');
    assert.deepEqual(problems.map(place), ['A, line 2', 'A, line 9', 'B']);
    assert.equal(sentence({ ...RUNNING, state: 'failed', detail: 'No process.' }),
      'Not trained: No process. Nothing changed.');
  });

  test('its mark: warnings are not hidden behind success', () => {
    assert.equal(mark({ ...RUNNING, state: 'succeeded' }), 'good');
    assert.equal(mark({ ...RUNNING, state: 'succeeded', warnings: [{ node: 'A', code: 'c', detail: 'd' }] }), 'warn');
    assert.equal(mark({ ...RUNNING, state: 'refused' }), 'danger');
  });

  test('which drafts differ', () => {
    assert.equal(differing([], true), 'Drafts are trained');
    assert.equal(differing(['A'], true), '1 draft differs from staging');
  });
});

describe('following a training', () => {
  /** @param {...any} states */
  const events = (...states) => new Response(states.map((state) =>
    `event: training\ndata: ${JSON.stringify(state)}\n\n`).join(''), { headers: { 'content-type': 'text/event-stream' } });

  test('goes on when the server went away in between, and ends with the training', async () => {
    /** @type {(Response | Error)[]} */
    const answers = [events(RUNNING), new TypeError('gone'), new TypeError('gone'),
      events({ ...RUNNING, state: 'interrupted' })];
    client.transport = async () => {
      const answer = answers.shift();
      if (answer instanceof Error) {
        throw answer;
      }
      return answer;
    };
    const seen = [];
    for await (const { training, problem } of follow('kli', 'a', new AbortController().signal, 1)) {
      seen.push(training?.state ?? problem.code);
    }
    assert.deepEqual(seen, ['running', 'unreachable', 'unreachable', 'interrupted']);
    assert.equal(answers.length, 0);
  });

  test('stops asking when nobody looks any more', async () => {
    const abort = new AbortController();
    client.transport = async () => {
      throw new TypeError('gone');
    };
    for await (const _ of follow('kli', 'a', abort.signal, 60_000)) {
      abort.abort();
    }
  });

  test('a training that is not there is not waited for', async () => {
    client.transport = async () => new Response('{"code":"not_found","detail":"no"}', { status: 404 });
    await assert.rejects(follow('kli', 'a', new AbortController().signal, 1).next(), { status: 404 });
  });
});

test('texts that are no JSON are shown as they are', () => {
  assert.equal(readable('{"a":1}'), '{\n  "a": 1\n}');
  assert.equal(readable('{"a":'), '{"a":');
});

test('durations are short', () => {
  assert.deepEqual([0.0581, 7.31, 47.4, 1234, 61_000].map(duration), ['0.058 ms', '7.3 ms', '47 ms', '1.2 s', '61 s']);
});

test('settings that differ are said one by one', () => {
  const side = { revision: 1, end_node: false, timeout_seconds: 20, memory_mb: 128 };
  assert.deepEqual(settingsChanges({ node: 'A', kind: 'changed', code: false, settings: true, before: side,
    after: { ...side, end_node: true, timeout_seconds: 7 } }), ['Timeout: 20 s, now 7 s', 'Ends the conversation now']);
  assert.deepEqual(settingsChanges({ node: 'A', kind: 'added', code: true, settings: true, after: side }), []);
  assert.deepEqual(['3', 'draft'].map(sideName), ['release 3', 'the drafts']);
});

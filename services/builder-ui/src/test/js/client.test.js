import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './page.js';

const { Client, ApiProblem, api, withQuery } = await page('client/client.js');
const { readEvents } = await page('client/event-stream.js');

/** A server that gives these answers one after the other and keeps what it was asked. */
function scripted(...answers) {
  const asked = [];
  const client = new Client(async (path, init) => {
    asked.push({ path, ...init });
    const next = answers.shift();
    if (next instanceof Error) {
      throw next;
    }
    return next;
  });
  return { client, asked };
}

const json = (body, status = 200, headers = {}) => new Response(JSON.stringify(body),
  { status, headers: { 'Content-Type': 'application/json', ...headers } });

test('parts of an address are encoded', () => {
  assert.equal(api`/bots/${'a/b'}/nodes/${'A B'}`, '/api/v1/bots/a%2Fb/nodes/A%20B');
  assert.equal(withQuery('/x', { q: 'a&b', cursor: null, limit: 3, no: undefined }), '/x?q=a%26b&limit=3');
});

test('it tells when every answer is there', async () => {
  /** @type {((response: Response) => void)[]} */
  const held = [];
  const client = new Client(() => new Promise((resolve) => held.push(resolve)));
  const order = [];
  await client.quiet();
  const both = [client.get('/a').then(() => order.push('a')), client.get('/b').then(() => order.push('b'))];
  const quiet = client.quiet().then(() => order.push('quiet'));
  held[0](json({}));
  await both[0];
  await Promise.resolve();
  assert.deepEqual(order, ['a']);
  held[1](json({}, 404));
  await both[1].catch(() => order.push('refused'));
  await quiet;
  assert.deepEqual(order.sort(), ['a', 'quiet', 'refused']);
});

test('a value is never a way to another address', () => {
  for (const dots of ['.', '..']) {
    assert.throws(() => api`/bots/a/nodes/A/samples/${dots}`, ApiProblem);
  }
  assert.equal(api`/bots/a/nodes/A/samples/${'...'}`, '/api/v1/bots/a/nodes/A/samples/...');
});

test('a change is sent with what it is based on, and gives the new tag', async () => {
  const { client, asked } = scripted(json({ revision: 4 }, 200, { ETag: '"4"' }));
  const saved = await client.put('/x', { text: 'pass', type: 'text/x-python', match: '"3"' });
  assert.equal(saved.etag, '"4"');
  assert.equal(asked[0].headers.get('If-Match'), '"3"');
  assert.equal(asked[0].headers.get('Content-Type'), 'text/x-python');
  assert.equal(asked[0].body, 'pass');
});

test('a refusal is thrown with its code, fields and whether it is a conflict', async () => {
  const { client } = scripted(json({ code: 'conflict', detail: 'Changed meanwhile.', current: 5 }, 412));
  await assert.rejects(client.get('/x'), (problem) => problem instanceof ApiProblem && problem.isConflict
    && problem.detail === 'Changed meanwhile.' && problem.members.current === 5);
});

test('an answer that is no problem document, and no answer at all, are problems too', async () => {
  const { client } = scripted(new Response('<html>', { status: 502 }), new TypeError('failed'));
  await assert.rejects(client.get('/x'), (problem) => problem.status === 502 && problem.detail.includes('502'));
  await assert.rejects(client.get('/x'), (problem) => problem.code === 'unreachable');
});

test('a 401 asks once for all who wait, and repeats each request', async () => {
  const { client, asked } = scripted(json({}, 401), json({}, 401), json({ n: 1 }), json({ n: 2 }));
  let entered = 0;
  client.onSignedOut = async () => {
    entered += 1;
    await new Promise((resolve) => setTimeout(resolve, 1));
  };
  const both = await Promise.all([client.get('/a'), client.put('/b', { json: { x: 1 } })]);
  assert.deepEqual(both.map((answer) => answer.body.n), [1, 2]);
  assert.equal(entered, 1);
  assert.deepEqual(asked.map((call) => call.path), ['/a', '/b', '/a', '/b']);
});

test('a list is followed to its end, or to the limit', async () => {
  const pages = () => [json({ items: [1, 2], next: 'c' }), json({ items: [3], next: null })];
  const whole = scripted(...pages());
  assert.deepEqual(await whole.client.list('/x'), [1, 2, 3]);
  assert.equal(whole.asked[1].path, '/x?cursor=c');
  assert.deepEqual(await scripted(...pages()).client.list('/x', {}, 1), [1]);
});

test('server-sent events are read however they are cut', async () => {
  const text = ': quiet\n\nevent: training\ndata: {"a":\ndata: "ü"}\r\n\r\ndata: 2\n\ndata: never ended';
  const bytes = new TextEncoder().encode(text);
  for (const size of [1, 2, 3, 7, 1000]) {
    const body = new ReadableStream({
      start(controller) {
        for (let at = 0; at < bytes.length; at += size) {
          controller.enqueue(bytes.slice(at, at + size));
        }
        controller.close();
      },
    });
    const events = [];
    for await (const event of readEvents(body)) {
      events.push(event);
    }
    assert.deepEqual(events, [{ event: 'training', data: '{"a":\n"ü"}' }, { event: 'message', data: '2' }]);
  }
});

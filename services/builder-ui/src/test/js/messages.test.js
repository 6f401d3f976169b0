import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './page.js';

const { drawing } = await page('editor/messages.js');
const button = (label, more = {}) => ({ actionable_text: label, uri: 'LAUNCH_CHANNEL', type: 'TEXT_ONLY', payload: { message: label }, ...more });

test('a text with quick replies', () => {
  assert.deepEqual(drawing({ type: 'TEXT', text: 'Hello', data: { quick_replies: [button('Yes')] } }),
    { kind: 'text', text: 'Hello', image: null, choices: [{ label: 'Yes', does: 'LAUNCH_CHANNEL: Yes' }], quick: true });
});

test('buttons say what they would do', () => {
  const drawn = drawing({ type: 'BUTTON', text: 'T', data: { items: [button('Go', { uri: 'LINK', payload: { url: 'https://example.org' } }), 'odd', {}] } });
  assert.deepEqual(drawn.choices, [{ label: 'Go', does: 'opens https://example.org' }, { label: 'odd', does: '' }, { label: '(no text)', does: '' }]);
});

test('a carousel has cards with pictures, of which only those in the message are shown', () => {
  const drawn = drawing({ type: 'CAROUSEL', text: '', data: { items: [
    { title: 'A', sub_title: 'a', thumbnail: { image: 'https://example.org/a.png' }, actionables: [button('Choose')] },
    { title: 'B', image_url: 'data:image/png;base64,iVBO' }, null] } });
  assert.deepEqual(drawn.cards.map((card) => card.image), [{ address: 'https://example.org/a.png', shown: false },
    { address: 'data:image/png;base64,iVBO', shown: true }, null]);
  assert.equal(drawn.cards[0].choices[0].label, 'Choose');
});

test('an svg is never shown, whatever it says it is', () => {
  assert.equal(drawing({ type: 'IMAGE', image_url: 'data:image/svg+xml;base64,PHN2Zz4=' }).image.shown, false);
});

test('forms, system events, silence', () => {
  assert.deepEqual(drawing({ type: 'FORM', text: 'Fill', data: { fields: [{ label: 'Name', type: 'text' }, { name: 'age' }] } }).fields,
    [{ label: 'Name', type: 'text' }, { label: 'age', type: 'text' }]);
  assert.equal(drawing({ type: 'SYSTEM', text: 'Chat ended' }).kind, 'event');
  assert.match(drawing({ type: 'SILENT' }).text, /sees nothing/);
  assert.equal(drawing({ type: 'NATIVE_ACTION', data: { a: 1 } }).kind, 'event');
});

test('what is not known is readable JSON', () => {
  assert.deepEqual(drawing({ type: 'HOLOGRAM', text: 'x' }), { kind: 'json', title: 'A message of type HOLOGRAM', json: '{\n  "type": "HOLOGRAM",\n  "text": "x"\n}' });
  assert.equal(drawing(3).kind, 'json');
  assert.equal(drawing(null).kind, 'json');
});

test('no shape whatever breaks the drawing', () => {
  const odd = [undefined, null, 0, '', [], {}, [null], [3, {}], { items: 3 }, { items: [[]], quick_replies: {} }];
  for (const type of ['TEXT', 'BUTTON', 'CAROUSEL', 'IMAGE', 'FORM', 'SYSTEM', 'SILENT', 'NATIVE_ACTION', 'OTHER', 7, null]) {
    for (const data of odd) {
      for (const text of odd) {
        assert.ok(drawing({ type, text, data }).kind);
      }
    }
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './page.js';

const { newerOf } = await page('editor/merge.js');

test('only where both changed it differently is a person asked', () => {
  assert.equal(newerOf({ base: 'a', theirs: 'b', mine: 'c' }), 'ask');
  assert.equal(newerOf({ base: 'a', theirs: 'b', mine: 'b' }), 'same');
  assert.equal(newerOf({ base: 'a', theirs: 'b', mine: 'a' }), 'theirs');
  assert.equal(newerOf({ base: 'a', theirs: 'a', mine: 'b' }), 'mine');
});

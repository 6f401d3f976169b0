import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './page.js';

const { link, matchRoute, placeOf } = await page('router.js');
const { routes } = await page('routes.js');

test('a link leads to the place that it names', () => {
  const hash = link('/bots/:bot/nodes/:node', { bot: 'clinic', node: 'A/B ?' }, { line: 3, turn: undefined });
  assert.equal(hash, '#/bots/clinic/nodes/A%2FB%20%3F?line=3');
  const match = matchRoute(routes, placeOf(hash));
  assert.equal(match.route.view, 'ty-editor-view');
  assert.deepEqual(match.params, { bot: 'clinic', node: 'A/B ?' });
  assert.equal(match.query.get('line'), '3');
});

test('an empty address is the list of bots, an unknown or broken one is nothing', () => {
  assert.equal(matchRoute(routes, placeOf('')).route.view, 'ty-bots-view');
  assert.equal(matchRoute(routes, placeOf('#/elsewhere')), null);
  assert.equal(matchRoute(routes, placeOf('#/bots/%E0%A4%A')), null);
});

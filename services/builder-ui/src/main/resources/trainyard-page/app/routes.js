/**
 * Every place of the page. A view is an element with a property for each `:name` of its pattern, and `query`. The first
 * view of most visits comes with the page; the others are loaded when they are wanted, or once the first one stands.
 *
 * @type {import('./router.js').Route[]}
 */
export const routes = [
  { pattern: '/', view: 'ty-bots-view', title: 'Bots', load: () => import('./views/bots-view.js') },
  { pattern: '/bots/:bot', view: 'ty-nodes-view', title: ':bot', load: () => import('./views/nodes-view.js') },
  { pattern: '/bots/:bot/nodes/:node', view: 'ty-editor-view', title: ':node · :bot', load: () => import('./editor/editor-view.js') },
  { pattern: '/bots/:bot/nodes/:node/revisions', view: 'ty-revisions-view', title: 'Revisions of :node · :bot', load: () => import('./release/revisions-view.js') },
  { pattern: '/bots/:bot/search', view: 'ty-search-view', title: 'Search · :bot', load: () => import('./views/search-view.js') },
  { pattern: '/bots/:bot/variables', view: 'ty-variables-view', title: 'Variables · :bot', load: () => import('./release/variables-view.js') },
  { pattern: '/bots/:bot/training', view: 'ty-training-view', title: 'Training · :bot', load: () => import('./release/training-view.js') },
  { pattern: '/bots/:bot/releases', view: 'ty-releases-view', title: 'Releases · :bot', load: () => import('./release/releases-view.js') },
  { pattern: '/bots/:bot/releases/:from/diff/:to', view: 'ty-diff-view', title: 'Release :from and :to · :bot', load: () => import('./release/diff-view.js') },
  { pattern: '/bots/:bot/turns', view: 'ty-turns-view', title: 'Turns · :bot', load: () => import('./release/turns-view.js') },
  { pattern: '/bots/:bot/turns/:turn', view: 'ty-turn-view', title: 'Turn · :bot', load: () => import('./release/turn-view.js') },
];

/** Makes what stands above every view of a bot known. */
export const loadBar = () => import('./release/stage-bar.js');

/** Loads every part of the page, so that one that is open is whole, whatever becomes of its server. */
export async function loadAll() {
  for (const load of [loadBar, ...routes.map((route) => route.load)]) {
    await load();
  }
}

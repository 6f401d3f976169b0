/**
 * Every place of the page. A view is an element with a property for each `:name` of its pattern, and `query`.
 *
 * @type {import('./router.js').Route[]}
 */
export const routes = [
  { pattern: '/', view: 'ty-bots-view', title: 'Bots' },
  { pattern: '/bots/:bot', view: 'ty-nodes-view', title: ':bot' },
  { pattern: '/bots/:bot/nodes/:node', view: 'ty-editor-view', title: ':node · :bot' },
  { pattern: '/bots/:bot/nodes/:node/revisions', view: 'ty-revisions-view', title: 'Revisions of :node · :bot' },
  { pattern: '/bots/:bot/search', view: 'ty-search-view', title: 'Search · :bot' },
  { pattern: '/bots/:bot/variables', view: 'ty-variables-view', title: 'Variables · :bot' },
  { pattern: '/bots/:bot/training', view: 'ty-training-view', title: 'Training · :bot' },
  { pattern: '/bots/:bot/releases', view: 'ty-releases-view', title: 'Releases · :bot' },
  { pattern: '/bots/:bot/releases/:from/diff/:to', view: 'ty-diff-view', title: 'Release :from and :to · :bot' },
  { pattern: '/bots/:bot/turns', view: 'ty-turns-view', title: 'Turns · :bot' },
  { pattern: '/bots/:bot/turns/:turn', view: 'ty-turn-view', title: 'Turn · :bot' },
];

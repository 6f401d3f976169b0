import './shell/app-shell.js';
import './views/bots-view.js';
import './views/nodes-view.js';
import './views/search-view.js';
import './editor/editor-view.js';
import './release/index.js';
import { router } from './router.js';

router.start();

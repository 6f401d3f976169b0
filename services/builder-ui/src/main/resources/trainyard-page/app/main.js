import './shell/app-shell.js';
import './views/bots-view.js';
import { router } from './router.js';

router.start();

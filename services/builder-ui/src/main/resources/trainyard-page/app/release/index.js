import './diff-view.js';
import './releases-view.js';
import './revisions-view.js';
import './stage-bar.js';
import './training-view.js';
import './turn-view.js';
import './turns-view.js';
import './variables-view.js';

import './stage-bar.js';

import { html, nothing } from 'lit';
import { TyElement } from '../shared/element.js';
import '../shared/problem-view.js';
import '../shared/tabs.js';
import './chat.js';
import { causeText } from './causes.js';

/** @typedef {{state: 'none'} | {state: 'running'} | {state: 'done', result: any, expected: number}
 *     | {state: 'refused', problem: import('../client/problem.js').ApiProblem}} Run */

/** What became of a Run: outcome and cost above, then the chat, the output and the log. Tells `line` to go there. */
export class RunResult extends TyElement {
  static properties = { run: { attribute: false }, tab: { state: true } };

  constructor() {
    super();
    /** @type {Run} */
    this.run = { state: 'none' };
    this.tab = 'chat';
  }

  render() {
    switch (this.run.state) {
      case 'none':
        return html`<div class="quiet-place"><p>Nothing was tried yet.</p>
          <p class="small">Run tries the saved code with the sample input and the variables of staging.
            <kbd>Ctrl</kbd> <kbd>Enter</kbd> does it too.</p></div>`;
      case 'running':
        return html`<div class="quiet-place" role="status"><p><span class="spinner" aria-hidden="true"></span>Running…</p></div>`;
      case 'refused':
        return html`<ty-problem .problem=${this.run.problem}></ty-problem>`;
      case 'done':
        return this.#done(this.run.result, this.run.expected);
    }
  }

  /** @param {any} result @param {number} expected the revision that is in the editor */
  #done(result, expected) {
    const broken = result.bot_break;
    return html`
      <div class="outcome">
        ${result.stopped ? html`<span class="badge warn">Stopped</span>`
          : broken ? html`<span class="badge danger">Bot break</span>`
            : html`<span class="badge good">Reply</span>`}
        <span class="cost" title=${timings(result.timings_ms)}>${milliseconds(result.timings_ms.run)} in main</span>
        <span class="cost">${milliseconds(result.timings_ms.total)} in all</span>
        <span class="cost">${result.memory_mb} MB</span>
        <span class="cost">revision ${result.revision}</span>
      </div>
      ${result.revision === expected ? nothing : html`<p class="note warn">Somebody else saved meanwhile: revision
        ${result.revision} ran, and you see revision ${expected}.</p>`}
      ${broken && !result.stopped ? this.#fault(broken) : nothing}
      ${this.#warnings(result.warnings)}
      <ty-tabs label="Result of the Run" chosen=${this.tab} @tab=${(/** @type {CustomEvent} */ event) => { this.tab = event.detail; }} .tabs=${[
        { id: 'chat', label: 'Chat', panel: () => this.#chat(result) },
        { id: 'output', label: 'Output', panel: () => html`<pre class="pane">${result.output}</pre>` },
        { id: 'logs', label: 'Logs', panel: () => html`<pre class="pane">${result.logs}</pre>` },
      ]}></ty-tabs>`;
  }

  /** @param {any} result */
  #chat(result) {
    if (result.messages.length > 0) {
      return html`<ty-chat .messages=${result.messages}></ty-chat>`;
    }
    return html`<p class="quiet-place small">${result.stopped ? 'The Run was stopped before there was a reply.'
      : 'There is no reply. In a conversation the user gets the bot\'s message for bot breaks.'}</p>`;
  }

  /** @param {any} broken */
  #fault(broken) {
    const stack = broken.stack.filter((/** @type {any} */ frame) => frame.line);
    return html`<div class="fault" role="alert">
      <p><strong>${causeText(broken.cause)}</strong></p>
      <p class="message">${broken.error_type ? html`<code>${broken.error_type}</code> ` : nothing}${broken.message}</p>
      ${broken.line ? html`<button class="line" @click=${() => this.tell('line', broken.line)}>Go to line ${broken.line}</button>` : nothing}
      ${stack.length > 1 ? html`<details><summary>How it came there</summary>
        <ol>${stack.map((/** @type {any} */ frame) => html`<li>
          ${frame.file.endsWith('/handler.py')
            ? html`<button class="line" @click=${() => this.tell('line', frame.line)}>line ${frame.line}</button>`
            : html`<span>${frame.file}:${frame.line}</span>`}
          in <code>${frame.function}</code>: <code>${frame.source}</code></li>`)}</ol></details>` : nothing}
    </div>`;
  }

  /** @param {string[]} warnings */
  #warnings(warnings) {
    return warnings.length === 0 ? nothing : html`<details class="note warn" open>
      <summary>${warnings.length === 1 ? 'One thing is odd about the messages' : `${warnings.length} things are odd about the messages`}</summary>
      <ul>${warnings.map((warning) => html`<li>${warning}</li>`)}</ul></details>`;
  }
}

/** @param {number} value */
function milliseconds(value) {
  return value >= 1000 ? `${(value / 1000).toFixed(2)} s` : value >= 10 ? `${Math.round(value)} ms` : `${Number(value.toPrecision(2))} ms`;
}

/** @param {Record<string, number>} times */
function timings(times) {
  return `waiting ${milliseconds(times.queue)}, making ready ${milliseconds(times.start)}, in main ${milliseconds(times.run)}`;
}

customElements.define('ty-run-result', RunResult);

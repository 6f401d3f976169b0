import { html, nothing } from 'lit';
import { api, ApiProblem, client } from '../client/client.js';
import { link, router } from '../router.js';
import { confirmed } from '../shared/dialog.js';
import { TyElement } from '../shared/element.js';
import { Loading } from '../shared/loading.js';
import '../shared/menu.js';
import '../shared/time.js';
import { toast } from '../shared/toast.js';
import { deleteNode, duplicateNode, editNodeSettings } from '../views/node-actions.js';
import './code-editor.js';
import { askAboutConflict } from './conflict-dialog.js';
import { bodyShape } from './contract.js';
import { Draft } from './draft.js';
import { newerOf } from './merge.js';
import './run-result.js';
import { newRunId } from './run-id.js';
import './sample-panel.js';
import { sampleFromTurn } from './turn-sample.js';

/** The editor of a node: its code, its samples, and Run. */
export class EditorView extends TyElement {
  static properties = {
    bot: { type: String }, node: { type: String }, query: { attribute: false }, dirty: { state: true },
    saving: { state: true }, run: { state: true }, full: { state: true }, problem: { state: true },
  };

  constructor() {
    super();
    this.bot = '';
    this.node = '';
    this.query = new URLSearchParams();
    this.dirty = false;
    this.saving = false;
    /** Whether Control+S was pressed once more, for what was written during a save. */
    this.saveAgain = false;
    this.full = false;
    /** @type {ApiProblem | null} */
    this.problem = null;
    /** @type {import('./run-result.js').Run} */
    this.run = { state: 'none' };
    this.runId = '';
    /** @type {any} */
    this.sample = undefined;
    /** @type {{name: string, set: boolean}[]} */
    this.variables = [];
    /** @type {Draft | null} */
    this.draft = null;
    this.loading = new Loading(this, (signal) => this.#load(signal));
    /** @type {() => void} */
    this.release = () => undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.classList.add('full-width');
    this.draft = new Draft(this.bot, this.node);
    document.addEventListener('keydown', this.#key, { capture: true });
    this.release = router.guard({ holds: () => this.dirty || this.#sampleBroken, mayLeave: () => this.#mayLeave() });
    void this.loading.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#key, { capture: true });
    this.release();
    if (this.run.state === 'running') {
      void this.#stop();
    }
  }

  /** @param {AbortSignal} signal */
  async #load(signal) {
    const draft = /** @type {Draft} */ (this.draft);
    const [saved, node] = await Promise.all([
      draft.load(signal),
      client.get(api`/bots/${this.bot}/nodes/${this.node}`, { signal }),
      this.#loadVariables(signal),
      this.#takeTurn(),
    ]);
    return { saved, settings: node.body };
  }

  /** Where the address names a stored turn, what it was called with becomes a sample, which the address names then. */
  async #takeTurn() {
    const turn = this.query.get('turn');
    if (turn) {
      const sample = await sampleFromTurn(this.bot, this.node, turn);
      await router.go(link('/bots/:bot/nodes/:node', { bot: this.bot, node: this.node }, { sample }), { replace: true });
    }
  }

  /** Without them the editor only knows less. @param {AbortSignal} signal */
  async #loadVariables(signal) {
    try {
      const { body } = await client.get(api`/bots/${this.bot}/variables`, { signal });
      this.variables = body.items.map((/** @type {any} */ item) => ({ name: item.name, set: item.staging.set }));
    } catch {
      this.variables = [];
    }
  }

  get #editor() {
    return /** @type {import('./code-editor.js').CodeEditor | null} */ (this.querySelector('ty-code-editor'));
  }

  get #samples() {
    return /** @type {import('./sample-panel.js').SamplePanel} */ (this.querySelector('ty-sample-panel'));
  }

  /** What is no JSON cannot be stored, and would be lost. */
  get #sampleBroken() {
    return this.#samples?.state === 'broken';
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has('query') && this.#editor) {
      this.#goToWanted();
    }
  }

  /** Goes to the place that the address names. */
  #goToWanted() {
    const line = Number(this.query.get('line'));
    if (line > 0) {
      this.#editor?.goTo(line, Number(this.query.get('column')) || 1);
    }
  }

  render() {
    return this.loading.value === null ? html`<div class="alone">${this.loading.show(() => nothing)}</div>` : this.#page();
  }

  #page() {
    const { saved } = /** @type {Draft} */ (this.draft);
    return html`<div class="editor ${this.full ? 'full' : ''}">
      <div class="toolbar">
        <h1><code>${this.node}</code></h1>
        ${this.#state(saved)}
        <div class="actions">
          <button class="quiet" aria-pressed=${this.full} @click=${() => { this.full = !this.full; }}>Full screen</button>
          <ty-menu label="More" .items=${this.#more()}></ty-menu>
          <button class=${this.dirty ? 'primary' : ''} ?disabled=${this.saving || (!this.dirty && saved.revision > 0)} @click=${this.#save}
            title="Control+S">Save</button>
          ${this.run.state === 'running' ? html`<button class="danger" @click=${this.#stop}>Stop</button>` : nothing}
          <button class=${this.dirty ? '' : 'primary'} ?disabled=${this.run.state === 'running' || this.#runReason() !== ''} aria-describedby="ty-run-reason"
            @click=${this.#run} title="Control+Enter">Run</button>
          <span id="ty-run-reason" class="small soft">${this.#runReason()}</span>
        </div>
      </div>
      ${this.problem ? html`<ty-problem .problem=${this.problem}></ty-problem>` : nothing}
      ${this.#complaints(saved)}
      <div class="split">
        <section class="code" aria-label="Code">
          <ty-code-editor .initial=${saved.code} @editor-ready=${this.#opened}
            @edited=${(/** @type {CustomEvent} */ event) => { this.dirty = event.detail.dirty; }}></ty-code-editor>
        </section>
        <section class="sample" aria-label="Sample input">
          <ty-sample-panel bot=${this.bot} node=${this.node} wanted=${this.query.get('sample') ?? ''}
            @sample=${(/** @type {CustomEvent} */ event) => this.#sampled(event.detail)}></ty-sample-panel>
        </section>
        <section class="result" aria-label="Result">
          <ty-run-result .run=${this.run} @line=${(/** @type {CustomEvent} */ event) => this.#editor?.goTo(event.detail)}></ty-run-result>
        </section>
      </div>
    </div>`;
  }

  /** @param {import('./draft.js').Saved} saved */
  #state(saved) {
    if (this.saving) {
      return html`<span class="badge" role="status">Saving…</span>`;
    }
    if (this.dirty) {
      return html`<span class="badge warn" role="status">You have unsaved changes</span>`;
    }
    return saved.revision === 0 ? html`<span class="badge" role="status">Template, not saved yet</span>`
      : html`<span class="soft small" role="status">Saved <ty-time at=${saved.savedAt}></ty-time>, revision ${saved.revision}</span>`;
  }

  /** @param {import('./draft.js').Saved} saved what the last save found; the text may have moved on */
  #complaints(saved) {
    const all = [
      ...saved.problems.map(({ line, column, message }) => ({ line, column, text: message, kind: 'error' })),
      ...saved.warnings.map(({ line, detail }) => ({ line, column: 1, text: detail, kind: 'warning' })),
    ];
    return all.length === 0 ? nothing : html`<div class="complaints ${saved.problems.length > 0 ? 'error' : ''}" role="status">
      <strong>${this.#complaint(saved)}</strong>
      <ul>${all.slice(0, 20).map(({ line, column, text }) => html`<li>
        ${line ? html`<button class="line" @click=${() => this.#editor?.goTo(line, column)}>line ${line}</button>` : nothing} ${text}</li>`)}</ul>
    </div>`;
  }

  /** What is said of the last save must not sound as if what is written now were saved. @param {import('./draft.js').Saved} saved */
  #complaint({ problems }) {
    if (this.dirty) {
      return problems.length > 0 ? 'What was saved last does not compile:' : 'Of what was saved last, mind this:';
    }
    return problems.length > 0 ? 'Saved, but it does not compile: neither Run nor a training will work.' : 'Saved. Mind this:';
  }

  #more() {
    const place = { bot: this.bot, node: this.node };
    return [
      { label: 'Variables', href: link('/bots/:bot/variables', place) },
      { label: 'Turns of this node', href: link('/bots/:bot/turns', place, { node: this.node }) },
      { label: 'Revisions of this node', href: link('/bots/:bot/nodes/:node/revisions', place) },
      { label: 'Settings of this node', act: () => void editNodeSettings(this.bot, this.node) },
      { label: 'Duplicate this node', act: () => void duplicateNode(this.bot, this.node) },
      { label: 'Delete this node', danger: true, act: () => void this.#delete() },
    ];
  }

  #runReason() {
    const { saved } = /** @type {Draft} */ (this.draft);
    if (this.run.state === 'running') {
      return '';
    }
    return this.dirty || this.saving ? 'Save first: Run uses the saved code.'
      : saved.revision === 0 ? 'Save the template first, or change it.' : '';
  }

  #opened() {
    this.#showMarks();
    this.#learn();
    this.#goToWanted();
  }

  #showMarks() {
    const { problems, warnings } = /** @type {Draft} */ (this.draft).saved;
    this.#editor?.show([
      ...problems.map((problem) => ({ ...problem, kind: /** @type {const} */ ('error') })),
      ...warnings.flatMap(({ line, detail }) => (line ? [{ line, message: detail, kind: /** @type {const} */ ('warning') }] : [])),
    ]);
  }

  /** @param {any} sample */
  #sampled(sample) {
    if (sample !== undefined) {
      this.sample = sample;
      this.#learn();
    }
  }

  /** Has the editor know what the sample and the variables tell. */
  #learn() {
    if (this.#editor) {
      this.#editor.body = bodyShape(this.sample, this.variables);
    }
  }

  #key = (/** @type {KeyboardEvent} */ event) => {
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && (key === 's' || key === 'enter')
        && !document.querySelector('dialog[open]')) {
      event.preventDefault();
      event.stopPropagation();
      void (key === 's' ? this.#save() : this.#runByKey());
    }
  };

  async #save() {
    const editor = this.#editor;
    const draft = /** @type {Draft} */ (this.draft);
    if (!editor || (!this.dirty && draft.saved.revision > 0)) {
      return;
    }
    if (this.saving) {
      this.saveAgain = true;
      return;
    }
    this.saving = true;
    this.problem = null;
    try {
      do {
        this.saveAgain = false;
        await this.#saveText(editor, draft);
        this.#showMarks();
      } while (this.saveAgain && this.dirty);
    } catch (error) {
      this.problem = ApiProblem.of(error);
    } finally {
      this.saving = false;
    }
  }

  /**
   * Saves; where somebody else was first, as the person chooses.
   *
   * @param {import('./code-editor.js').CodeEditor} editor
   * @param {Draft} draft
   */
  async #saveText(editor, draft) {
    for (;;) {
      const { text, version } = editor;
      const base = draft.saved.code;
      if (await draft.save(text)) {
        editor.markSaved(version);
        return;
      }
      const theirs = await draft.newest();
      const newer = newerOf({ base, theirs: theirs.code, mine: text });
      const answer = newer === 'ask'
        ? await askAboutConflict({ theirs: theirs.code, mine: text, author: theirs.author, savedAt: theirs.savedAt })
        : newer === 'mine' ? { choice: /** @type {const} */ ('mine'), text } : { choice: /** @type {const} */ ('theirs') };
      if (!answer) {
        return;
      }
      draft.adopt(theirs);
      if (answer.choice === 'mine') {
        if (answer.text !== text) {
          editor.replace(answer.text);
        }
      } else {
        if (theirs.code !== text) {
          editor.replace(theirs.code);
          toast('You have theirs now. Undo brings yours back.');
        }
        editor.markSaved();
        return;
      }
    }
  }

  #runByKey() {
    if (this.#runReason()) {
      toast(this.#runReason());
    } else if (this.run.state !== 'running') {
      void this.#run();
    }
  }

  async #run() {
    const sample = await this.#samples.ready();
    if (sample === null) {
      toast('The sample input is not right yet: see what is said below it.');
      return;
    }
    const expected = /** @type {Draft} */ (this.draft).saved.revision;
    this.runId = newRunId();
    this.run = { state: 'running' };
    this.querySelector('section.result')?.scrollIntoView({ block: 'nearest' });
    try {
      const { body } = await client.post(api`/bots/${this.bot}/nodes/${this.node}/runs`, { json: { id: this.runId, sample } });
      this.run = { state: 'done', result: body, expected };
    } catch (error) {
      this.run = { state: 'refused', problem: ApiProblem.of(error) };
    }
  }

  async #stop() {
    try {
      await client.delete(api`/bots/${this.bot}/nodes/${this.node}/runs/${this.runId}`);
    } catch (error) {
      // It ended by itself in the meantime, or its result says what is wrong.
      if (ApiProblem.of(error).status !== 404) {
        toast(ApiProblem.of(error).detail, 'failed');
      }
    }
  }

  async #delete() {
    if (await deleteNode(this.bot, this.node)) {
      this.dirty = false;
      await router.go(link('/bots/:bot', { bot: this.bot }), { replace: true });
    }
  }

  #mayLeave() {
    return confirmed({
      title: 'Leave without saving?',
      body: this.dirty ? `What you changed in ${this.node} since the last save would be lost.`
        : 'What you changed in the sample input would be lost: it is no JSON yet, and could not be stored.',
      action: 'Leave', cancel: 'Stay', danger: true,
    });
  }
}

customElements.define('ty-editor-view', EditorView);

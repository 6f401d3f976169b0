import { html, nothing } from 'lit';
import { ApiProblem } from '../client/client.js';
import { TyElement } from '../shared/element.js';
import { ask, confirmed } from '../shared/dialog.js';
import '../shared/menu.js';
import { toast } from '../shared/toast.js';
import './json-editor.js';
import { checkSample, freeName, NEW_SAMPLE } from './sample-check.js';
import { SampleStore } from './sample-store.js';

const PAUSE_MS = 800;

/**
 * The sample inputs of a node: choose, edit, make, delete. What is written is stored after a pause, and before a Run.
 * Tells `sample` with the parsed value whenever that changes.
 */
export class SamplePanel extends TyElement {
  static properties = {
    bot: { type: String }, node: { type: String }, wanted: { type: String }, samples: { state: true }, chosen: { state: true },
    text: { state: true }, problems: { state: true }, state: { state: true }, problem: { state: true },
  };

  constructor() {
    super();
    this.bot = '';
    this.node = '';
    this.wanted = '';
    /** @type {import('./sample-store.js').StoredSample[]} */
    this.samples = [];
    this.chosen = '';
    this.text = '';
    /** @type {import('./sample-check.js').SampleProblem[]} */
    this.problems = [];
    /** @type {'loading' | 'new' | 'stored' | 'edited' | 'storing' | 'broken'} */
    this.state = 'loading';
    /** @type {ApiProblem | null} */
    this.problem = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** @type {Promise<void>} */
    this.storing = Promise.resolve();
  }

  connectedCallback() {
    super.connectedCallback();
    this.store = new SampleStore(this.bot, this.node);
    void this.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    if (this.state === 'edited') {
      void this.#store();
    }
  }

  async load() {
    try {
      this.samples = await this.#samples.all();
      this.problem = null;
    } catch (error) {
      this.problem = ApiProblem.of(error);
      return;
    }
    if (this.samples.length === 0) {
      this.samples = [{ name: 'Default', text: NEW_SAMPLE, etag: null }];
    }
    this.#show((this.samples.find(({ name }) => name === this.wanted) ?? this.samples[0]).name);
  }

  get #samples() {
    return /** @type {SampleStore} */ (this.store);
  }

  /**
   * Has the present sample stored, for a Run.
   *
   * @returns {Promise<any>} the parsed sample, or `null` if it cannot be used; the place is shown then
   */
  async ready() {
    const { value, problems } = checkSample(this.text);
    if (this.state === 'loading' || problems.length > 0) {
      const [first] = problems;
      if (first) {
        /** @type {any} */ (this.querySelector('ty-json-editor')).goTo(first.line, first.column);
      }
      return null;
    }
    await this.#store();
    return value;
  }

  render() {
    return html`
      <div class="panel-head">
        <h2>Sample input</h2>
        <label class="hidden-label" for="ty-sample-choice">Sample</label>
        <select id="ty-sample-choice" @change=${(/** @type {Event} */ event) => this.#choose(/** @type {HTMLSelectElement} */ (event.target).value)}>
          ${this.samples.map(({ name }) => html`<option .selected=${name === this.chosen} value=${name}>${name}</option>`)}
        </select>
        <button class="quiet" @click=${this.#add} title="Make another sample">New</button>
        <ty-menu quiet label="Sample" .items=${[
          { label: 'Duplicate this sample', act: () => this.#duplicate() },
          { label: 'Rename this sample', act: () => this.#rename() },
          { label: 'Delete this sample', danger: true, act: () => this.#remove() },
        ]}></ty-menu>
        <span class="state small" role="status">${STATES[this.state]}</span>
      </div>
      ${this.problem ? html`<ty-problem .problem=${this.problem} .retry=${() => void this.load()}></ty-problem>` : nothing}
      <ty-json-editor label="Sample input, JSON" .text=${this.text} .problems=${this.problems}
        @json-edited=${(/** @type {CustomEvent} */ event) => this.#edited(event.detail)}></ty-json-editor>
      ${this.problems.length === 0 ? nothing : html`<ul class="problems" aria-label="What is wrong with the sample">
        ${this.problems.slice(0, 5).map((problem) => html`<li><button class="line" @click=${() =>
          /** @type {any} */ (this.querySelector('ty-json-editor')).goTo(problem.line, problem.column)}>line ${problem.line}</button>
          ${problem.message}</li>`)}</ul>`}`;
  }

  /** @param {string} name */
  #show(name) {
    const sample = this.samples.find((one) => one.name === name);
    if (!sample) {
      return;
    }
    this.chosen = name;
    this.text = sample.text;
    this.state = sample.etag ? 'stored' : 'new';
    this.#check();
  }

  #check() {
    const { value, problems, storable } = checkSample(this.text);
    this.problems = problems;
    this.tell('sample', value);
    return storable;
  }

  /** @param {string} text */
  #edited(text) {
    this.text = text;
    const storable = this.#check();
    clearTimeout(this.timer);
    this.state = storable ? 'edited' : 'broken';
    if (storable) {
      this.timer = setTimeout(() => void this.#store(), PAUSE_MS);
    }
  }

  /** Stores what was edited; one after the other, since each needs the tag of the one before. */
  #store() {
    clearTimeout(this.timer);
    this.storing = this.storing.then(async () => {
      const sample = this.samples.find(({ name }) => name === this.chosen);
      const text = this.text;
      if (!sample || (sample.etag && sample.text === text) || !checkSample(text).storable) {
        return;
      }
      this.state = 'storing';
      try {
        const stored = await this.#samples.put({ ...sample, text }, this.samples.map(({ name }) => name));
        if (stored.name !== sample.name) {
          toast(`Somebody else changed ${sample.name}. Yours is kept as ${stored.name}.`);
          this.samples = [...this.samples, stored];
          this.chosen = stored.name;
        } else {
          this.samples = this.samples.map((one) => (one === sample ? stored : one));
        }
        this.problem = null;
        this.state = this.text === text ? 'stored' : 'edited';
      } catch (error) {
        this.problem = ApiProblem.of(error);
        this.state = 'edited';
      }
    });
    return this.storing;
  }

  /** @param {string} name */
  async #choose(name) {
    await this.#store();
    this.#show(name);
  }

  /** @param {string} name @param {string} text */
  async #make(name, text) {
    await this.#store();
    this.samples = [...this.samples, { name, text, etag: null }];
    this.#show(name);
    await this.#store();
  }

  async #add() {
    const name = await this.#askName('New sample', freeName('Sample', this.#names()), 'Create');
    if (name) {
      await this.#make(name, NEW_SAMPLE);
    }
  }

  async #duplicate() {
    await this.#make(freeName(this.chosen, this.#names()), this.text);
  }

  async #rename() {
    const before = this.samples.find(({ name }) => name === this.chosen);
    const name = await this.#askName('Rename the sample', this.chosen, 'Rename');
    if (before && name && name !== before.name) {
      await this.#make(name, this.text);
      await this.#forget(before);
    }
  }

  async #remove() {
    const sample = this.samples.find(({ name }) => name === this.chosen);
    if (sample && await confirmed({
      title: `Delete the sample ${sample.name}?`, body: 'It is deleted for everybody who works on this node.', action: 'Delete', danger: true,
    })) {
      clearTimeout(this.timer);
      await this.storing;
      await this.#forget(this.samples.find(({ name }) => name === sample.name) ?? sample);
    }
  }

  /** @param {import('./sample-store.js').StoredSample} sample */
  async #forget(sample) {
    try {
      if (sample.etag) {
        await this.#samples.delete(sample);
      }
      this.samples = this.samples.filter(({ name }) => name !== sample.name);
      if (this.samples.length === 0) {
        this.samples = [{ name: 'Default', text: NEW_SAMPLE, etag: null }];
      }
      if (this.chosen === sample.name) {
        this.#show(this.samples[0].name);
      }
    } catch (error) {
      toast(ApiProblem.of(error).detail, 'failed');
    }
  }

  #names() {
    return this.samples.map(({ name }) => name);
  }

  /** @param {string} title @param {string} value @param {string} action */
  async #askName(title, value, action) {
    const fields = await ask({
      title,
      body: html`<label>Name <input name="name" .value=${value} maxlength="64" pattern="[^\\/]*\\S[^\\/]*" required autofocus autocomplete="off"
        aria-describedby="ty-name-hint"></label><span class="hint" id="ty-name-hint">1 to 64 characters, without /.</span>`,
      action,
      act: async (wanted) => {
        if (/^\.\.?$/.test(named(wanted))) {
          throw ApiProblem.ofField('/name', 'A name is neither . nor ..');
        }
        if (named(wanted) !== value && this.#names().includes(named(wanted))) {
          throw ApiProblem.ofField('/name', `There is a sample ${named(wanted)} already.`);
        }
      },
    });
    return fields ? named(fields) : '';
  }
}

/** @param {FormData} fields */
function named(fields) {
  return String(fields.get('name')).trim();
}

const STATES = { loading: '', new: '', stored: 'Stored', edited: 'Edited', storing: 'Storing…', broken: 'Not stored' };

customElements.define('ty-sample-panel', SamplePanel);

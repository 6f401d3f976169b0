/** Where a JSON text is broken. */
export class JsonBroken extends Error {
  /** @param {string} message @param {number} line @param {number} column */
  constructor(message, line, column) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

const MOST_DEPTH = 200;
const LITERALS = /** @type {[string, any][]} */ ([['true', true], ['false', false], ['null', null]]);

/** A JSON text, read strictly, with the place of every value. Two equal keys in one object are an error. */
export class JsonPlaces {
  /** @type {Map<string, number>} */
  #offsets = new Map();
  #at = 0;

  /** @param {string} text */
  constructor(text) {
    this.text = text;
    /** @type {any} */
    this.value = undefined;
  }

  /**
   * @param {string} text
   * @returns {JsonPlaces}
   * @throws {JsonBroken}
   */
  static of(text) {
    const places = new JsonPlaces(text);
    places.value = places.#read('', 0);
    places.#space();
    if (places.#at < text.length) {
      throw places.#broken('There is something behind the end of the JSON.');
    }
    return places;
  }

  /**
   * @param {string} pointer RFC 6901
   * @returns {{line: number, column: number}} from 1; of the nearest value around, if there is none
   */
  at(pointer) {
    let known = pointer;
    while (!this.#offsets.has(known)) {
      known = known.slice(0, known.lastIndexOf('/'));
    }
    return this.#place(/** @type {number} */ (this.#offsets.get(known)));
  }

  /** @param {number} offset */
  #place(offset) {
    const before = this.text.slice(0, offset);
    const start = before.lastIndexOf('\n') + 1;
    return { line: before.split('\n').length, column: offset - start + 1 };
  }

  /** @param {string} message @param {number} [offset] */
  #broken(message, offset = this.#at) {
    const { line, column } = this.#place(offset);
    return new JsonBroken(message, line, column);
  }

  #space() {
    while (' \t\n\r'.includes(this.text[this.#at] ?? 'x')) {
      this.#at += 1;
    }
  }

  /**
   * @param {string} pointer
   * @param {number} depth
   * @returns {any}
   */
  #read(pointer, depth) {
    this.#space();
    this.#offsets.set(pointer, this.#at);
    if (depth > MOST_DEPTH) {
      throw this.#broken('This is nested too deeply.');
    }
    const first = this.text[this.#at];
    switch (first) {
      case '{':
        return this.#object(pointer, depth);
      case '[':
        return this.#list(pointer, depth);
      case '"':
        return this.#string();
      case undefined:
        throw this.#broken('The JSON ends here, before it is whole.');
      default:
        return this.#bare();
    }
  }

  /** @param {string} pointer @param {number} depth */
  #object(pointer, depth) {
    /** @type {Map<string, any>} */
    const entries = new Map();
    this.#at += 1;
    for (let more = !this.#took('}'); more; more = this.#took(',') || !this.#need('}', 'Here should be a comma or }.')) {
      this.#space();
      const at = this.#at;
      if (this.text[at] !== '"') {
        throw this.#broken(this.text[at] === "'" ? 'JSON has double quotes: ".' : 'Here should be a key in double quotes.');
      }
      const key = this.#string();
      if (entries.has(key)) {
        throw this.#broken(`The key ${key} is there twice.`, at);
      }
      this.#need(':', 'Here should be a colon.');
      entries.set(key, this.#read(`${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth + 1));
    }
    return Object.fromEntries(entries);
  }

  /** @param {string} pointer @param {number} depth */
  #list(pointer, depth) {
    const items = [];
    this.#at += 1;
    for (let more = !this.#took(']'); more; more = this.#took(',') || !this.#need(']', 'Here should be a comma or ].')) {
      items.push(this.#read(`${pointer}/${items.length}`, depth + 1));
    }
    return items;
  }

  #string() {
    const start = this.#at;
    const whole = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
    whole.lastIndex = start;
    const found = whole.exec(this.text);
    if (!found) {
      const end = /[^"\\\n]*/y;
      end.lastIndex = start + 1;
      end.exec(this.text);
      const stop = this.text[end.lastIndex];
      throw stop === '\\'
        ? this.#broken('A backslash in a text is written \\\\.', end.lastIndex)
        : this.#broken('This text does not end on its line.', start);
    }
    this.#at += found[0].length;
    return JSON.parse(found[0]);
  }

  #bare() {
    for (const [word, value] of LITERALS) {
      if (this.text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return value;
      }
    }
    const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
    number.lastIndex = this.#at;
    const found = number.exec(this.text);
    if (!found) {
      const word = /[A-Za-z]+/y;
      word.lastIndex = this.#at;
      const python = { True: 'true', False: 'false', None: 'null' }[word.exec(this.text)?.[0] ?? ''];
      throw this.#broken(python ? `In JSON this is written ${python}.`
        : this.text[this.#at] === "'" ? 'JSON has double quotes: ".' : 'Here should be a value.');
    }
    this.#at += found[0].length;
    return Number(found[0]);
  }

  /** @param {string} sign */
  #took(sign) {
    this.#space();
    const there = this.text[this.#at] === sign;
    this.#at += there ? 1 : 0;
    return there;
  }

  /** @param {string} sign @param {string} message */
  #need(sign, message) {
    if (!this.#took(sign)) {
      throw this.#broken(this.#at >= this.text.length ? 'The JSON ends here, before it is whole.' : message);
    }
    return true;
  }
}

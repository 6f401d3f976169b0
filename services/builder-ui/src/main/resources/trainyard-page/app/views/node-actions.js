import { html } from 'lit';
import { api, ApiProblem, client } from '../client/client.js';
import { SampleStore } from '../editor/sample-store.js';
import { link, router } from '../router.js';
import { ask, confirmed } from '../shared/dialog.js';
import { toast } from '../shared/toast.js';

const NODE_NAME = '[A-Z0-9_]{1,64}';

/** @param {string} value */
function nameField(value) {
  return html`<label>Name
    <input name="name" data-pointer="/node" .value=${value} pattern=${NODE_NAME} required autofocus autocomplete="off" spellcheck="false" autocapitalize="characters"
      aria-describedby="ty-name-hint" @input=${(/** @type {Event} */ event) => {
        const input = /** @type {HTMLInputElement} */ (event.target);
        const at = input.selectionStart;
        input.value = input.value.toUpperCase().replace(/[ -]/g, '_');
        input.setSelectionRange(at, at);
      }}></label>
    <span class="hint" id="ty-name-hint">Capital letters, digits and _, such as VALIDATE_OTP. A node cannot be renamed later, only duplicated.</span>`;
}

/**
 * Asks for a name, makes the node, and opens it.
 *
 * @param {string} bot
 */
export async function createNode(bot) {
  const fields = await ask({
    title: 'New node',
    action: 'Create',
    body: nameField(''),
    act: async (wanted) => {
      await client.put(api`/bots/${bot}/nodes/${nameOf(wanted)}`, { json: {}, create: true });
    },
  });
  await goTo(bot, fields);
}

/**
 * Asks for a name, and makes a node with the saved code, the settings and the samples of another.
 *
 * @param {string} bot
 * @param {string} node
 */
export async function duplicateNode(bot, node) {
  const fields = await ask({
    title: `Duplicate ${node}`,
    action: 'Duplicate',
    body: nameField(`${node}_COPY`.slice(0, 64)),
    act: (wanted) => copy(bot, node, nameOf(wanted)),
  });
  await goTo(bot, fields);
}

/** @param {string} bot @param {string} node @param {string} name of the copy */
async function copy(bot, node, name) {
  const [settings, code, samples] = await Promise.all([
    client.get(api`/bots/${bot}/nodes/${node}`),
    client.get(api`/bots/${bot}/nodes/${node}/code`),
    new SampleStore(bot, node).all(),
  ]);
  await client.put(api`/bots/${bot}/nodes/${name}`, { json: settingsOf(settings.body), create: true });
  if (code.body.revision > 0) {
    await client.put(api`/bots/${bot}/nodes/${name}/code`, { text: code.body.code, type: 'text/x-python', match: '"0"' });
  }
  const copies = new SampleStore(bot, name);
  for (const { name: sample, text } of samples) {
    await copies.put({ name: sample, text, etag: null }, []);
  }
}

/**
 * Names what is lost, asks, and deletes.
 *
 * @param {string} bot
 * @param {string} node
 * @returns {Promise<boolean>} whether it is deleted
 */
export async function deleteNode(bot, node) {
  try {
    const [code, samples] = await Promise.all([
      client.get(api`/bots/${bot}/nodes/${node}/code`),
      client.list(api`/bots/${bot}/nodes/${node}/samples`),
    ]);
    const { revision } = code.body;
    const agreed = await confirmed({
      title: `Delete the node ${node}?`,
      body: html`<p>This is lost:</p><ul>
          <li>${revision === 0 ? 'its template, which was never changed' : revision === 1 ? 'its code' : `its code, with all ${revision} revisions`}</li>
          ${samples.length > 0 ? html`<li>${samples.length === 1 ? 'its sample input' : `its ${samples.length} sample inputs`}:
            ${samples.map(({ name }) => name).join(', ')}</li>` : ''}
          <li>its settings</li></ul>
        <p>Releases keep it: stages that have it go on answering until the next training.</p>`,
      action: 'Delete',
      danger: true,
    });
    if (!agreed) {
      return false;
    }
    await client.delete(api`/bots/${bot}/nodes/${node}`, { match: '*' });
    toast(`${node} is deleted.`);
    return true;
  } catch (error) {
    toast(ApiProblem.of(error).detail, 'failed');
    return false;
  }
}

/**
 * @param {string} bot
 * @param {string} node
 */
export async function editNodeSettings(bot, node) {
  const path = api`/bots/${bot}/nodes/${node}`;
  let { body, etag } = await client.get(path);
  await ask({
    title: `Settings of ${node}`,
    action: 'Apply',
    unchecked: true,
    body: html`
      <label><input type="checkbox" name="end_node" .checked=${body.end_node} aria-describedby="ty-end-hint"> This is an end node</label>
      <span class="hint" id="ty-end-hint">A reply with status true completes the conversation.</span>
      <label>Longest time, in seconds <input name="timeout_seconds" type="number" min="1" max="900" .value=${String(body.timeout_seconds)}></label>
      <label>Memory, in MB <input name="memory_mb" type="number" min="128" max="3008" .value=${String(body.memory_mb)}></label>
      <p class="soft small">Settings are released with the code: they are live after the next training.</p>`,
    act: async (fields) => {
      const json = {
        end_node: fields.get('end_node') !== null,
        timeout_seconds: Number(fields.get('timeout_seconds')),
        memory_mb: Number(fields.get('memory_mb')),
      };
      try {
        await client.put(path, { json, match: etag });
      } catch (error) {
        if (!ApiProblem.of(error).isConflict) {
          throw error;
        }
        ({ body, etag } = await client.get(path));
        throw new ApiProblem(412, 'conflict', `Somebody else changed them meanwhile: ${inWords(body)}. Apply again to have yours.`);
      }
      toast(`The settings of ${node} are changed.`);
    },
  });
}

/** @param {FormData} fields */
function nameOf(fields) {
  return String(fields.get('name'));
}

/** @param {string} bot @param {FormData | null} fields of a node that was made */
async function goTo(bot, fields) {
  if (fields) {
    await router.go(link('/bots/:bot/nodes/:node', { bot, node: nameOf(fields) }));
  }
}

/** @param {any} node @returns {string} its settings */
function inWords({ end_node: endNode, timeout_seconds: timeout, memory_mb: memory }) {
  return `${endNode ? 'an end node' : 'no end node'}, ${timeout} s, ${memory} MB`;
}

/** @param {any} node */
function settingsOf({ end_node: endNode, timeout_seconds: timeout, memory_mb: memory }) {
  return { end_node: endNode, timeout_seconds: timeout, memory_mb: memory };
}


import { html } from 'lit';
import { api, ApiProblem, client, withQuery } from '../client/client.js';
import { link, router } from '../router.js';
import { ask } from '../shared/dialog.js';
import { toast } from '../shared/toast.js';

const BOT_NAME = '[a-z0-9_\\-]{1,64}';

/** @param {string} value */
function nameField(value) {
  return html`<label>Name
    <input name="name" data-pointer="/bot" .value=${value} pattern=${BOT_NAME} required autofocus autocomplete="off" spellcheck="false" autocapitalize="none"
      aria-describedby="ty-name-hint"></label>
    <span class="hint" id="ty-name-hint">Small letters, digits, _ and -, such as clinic. It stands in addresses, and cannot be changed later.</span>`;
}

export async function createBot() {
  const fields = await ask({
    title: 'New bot',
    action: 'Create',
    body: html`${nameField('')}
      <label>Title <input name="title" autocomplete="off" maxlength="200" aria-describedby="ty-title-hint"></label>
      <span class="hint" id="ty-title-hint">What people call it. May be changed at any time.</span>`,
    act: async (wanted) => {
      await client.put(api`/bots/${nameOf(wanted)}`, { json: { title: String(wanted.get('title')).trim() }, create: true });
    },
  });
  await goTo(fields);
}

/** @param {string} bot */
export async function duplicateBot(bot) {
  const fields = await ask({
    title: `Duplicate ${bot}`,
    action: 'Duplicate',
    body: html`
      <p>The copy has the saved code, settings, samples, and the names of the variables. It has no values of variables, and no releases.</p>
      ${nameField(`${bot}-copy`.slice(0, 64))}`,
    act: async (wanted) => {
      const name = nameOf(wanted);
      const { body } = await client.get(api`/bots/${bot}/export`, { raw: true });
      const made = await client.post(withQuery(api`/bots/import`, { into: name }), { text: body });
      const { variables } = made.body;
      toast(variables.length === 0 ? `${name} is a copy of ${bot}.`
        : `${name} is a copy of ${bot}. Its variables need values: ${variables.join(', ')}.`);
    },
  });
  await goTo(fields);
}

/**
 * @param {string} bot
 * @returns {Promise<boolean>} whether it was changed
 */
export async function editBotTitle(bot) {
  const path = api`/bots/${bot}`;
  let { body, etag } = await client.get(path);
  const fields = await ask({
    title: `Title of ${bot}`,
    action: 'Apply',
    body: html`<label>Title
      <input name="title" .value=${body.title} autocomplete="off" maxlength="200" autofocus></label>`,
    act: async (wanted) => {
      try {
        await client.put(path, { json: { title: String(wanted.get('title')).trim(), bot_break: body.bot_break }, match: etag });
      } catch (error) {
        if (!ApiProblem.of(error).isConflict) {
          throw error;
        }
        ({ body, etag } = await client.get(path));
        throw new ApiProblem(412, 'conflict', `Somebody else changed the bot meanwhile; its title is “${body.title}” now. Apply again to have yours.`);
      }
    },
  });
  return fields !== null;
}

/**
 * Names what is lost, asks, and deletes.
 *
 * @param {string} bot
 * @returns {Promise<boolean>} whether it is deleted
 */
export async function deleteBot(bot) {
  try {
    const [nodes, variables, stages] = await Promise.all([
      client.list(api`/bots/${bot}/nodes`),
      client.get(api`/bots/${bot}/variables`),
      client.get(api`/bots/${bot}/stages`),
    ]);
    const names = variables.body.items.map((/** @type {any} */ variable) => variable.name);
    const { staging, production } = stages.body;
    const agreed = await ask({
      title: `Delete the bot ${bot}?`,
      body: html`<p>All of this is lost, and cannot be brought back:</p><ul>
          <li>${counted(nodes.length, 'node')}${nodes.length > 0 ? `: ${some(nodes.map(({ name }) => name))}` : ''}, with code, revisions and samples</li>
          <li>${counted(names.length, 'variable')}${names.length > 0 ? `: ${some(names)}` : ''}, with the values</li>
          <li>${staging ? `all releases; staging runs release ${staging.release}` : 'no release, since it was never trained'}</li>
        </ul>
        ${production ? html`<p class="note warn"><strong>Production answers turns with release ${production.release} of this bot.</strong>
          After this it answers none.</p>` : ''}
        <label>To delete it, write its name
          <input name="name" required pattern=${bot} title=${bot} autocomplete="off" autofocus spellcheck="false"></label>`,
      action: 'Delete',
      danger: true,
    });
    if (!agreed) {
      return false;
    }
    await client.delete(withQuery(api`/bots/${bot}`, { force: Boolean(production) || undefined }), { match: '*' });
    toast(`${bot} is deleted.`);
    return true;
  } catch (error) {
    toast(ApiProblem.of(error).detail, 'failed');
    return false;
  }
}

/** @param {FormData} fields */
function nameOf(fields) {
  return String(fields.get('name'));
}

/** @param {FormData | null} fields of a bot that was made */
async function goTo(fields) {
  if (fields) {
    await router.go(link('/bots/:bot', { bot: nameOf(fields) }));
  }
}

/** @param {number} count @param {string} word */
function counted(count, word) {
  return count === 0 ? `no ${word}s` : count === 1 ? `one ${word}` : `${count} ${word}s`;
}

/** @param {string[]} names */
function some(names) {
  return names.length > 8 ? `${names.slice(0, 7).join(', ')} and ${names.length - 7} more` : names.join(', ');
}

import { asDocument, timeOf } from '../list/server-time.js';

/** Pages of the list. Each is a full one in every world, so that only the size of the inventory differs. */
const list = {
  'first page': '/listeners',
  'page 2': '/listeners?page=2',
  filter: '/listeners?q=status%3Arunning',
  'filter by health': '/listeners?q=healthy%3Aunchecked',
  search: '/listeners?q=edge',
  'sort by port': '/listeners?sort=-port',
  'sort by description': '/listeners?sort=description',
  'sort by health': '/listeners?sort=healthy',
  'by instance': '/listeners?group=instance',
};

/** What else shows or counts what the inventory has. */
const others = {
  'last page': '/listeners?page=100000',
  'new listener': '/listeners/new',
  activity: '/activity',
  runs: '/runs',
  connection: '/settings/connection',
  choices: '/listeners/choices',
};

/**
 * How long the server takes for a page, the worlds in turn.
 *
 * @param {{ rounds: number, worlds: readonly import('./worlds.js').World[] }} setting
 * @returns {Promise<import('../list/report.js').Line[]>}
 */
export async function measurePages({ rounds, worlds }) {
  /** @type {Map<string, number[]>} */
  const figures = new Map();
  const note = (name, value) => figures.set(name, [...(figures.get(name) ?? []), value]);
  const addresses = { ...list, ...others };
  const key = (world, name) => `${world.name} ${name}`;
  // The first round warms all up and is not counted.
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, address] of Object.entries(addresses)) {
      const turn = worlds.map((_, index) => worlds[(index + Math.max(round, 0)) % worlds.length]);
      for (const world of turn) {
        const millis = await timeOf(`${world.product.url}${address}`, asDocument.headers);
        if (round >= 0) note(key(world, name), millis);
      }
    }
  }
  const smallest = worlds[0];
  const biggest = worlds.at(-1);
  const ratios = (world, name) =>
    figures.get(key(world, name)).map((millis, round) => millis / figures.get(key(smallest, name))[round]);
  const lines = [];
  for (const name of Object.keys(addresses)) {
    lines.push({
      name: `${name}, ${smallest.name}`,
      unit: 'ms',
      values: figures.get(key(smallest, name)),
      digits: 0,
    });
    for (const world of worlds.slice(1))
      lines.push({
        name: `${name}, ${world.name} / ${smallest.name}`,
        unit: '×',
        values: ratios(world, name),
        digits: 2,
        ...(world === biggest && name in list && { atMost: 1.5 }),
      });
    lines.push({
      name: `${name}, ${biggest.name}`,
      unit: 'ms',
      values: figures.get(key(biggest, name)),
      digits: 0,
      atMost: 1000,
    });
  }
  return lines;
}

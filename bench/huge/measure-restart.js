import { Problem } from '../../scripts/lib/problem.js';
import { asDocument } from '../list/server-time.js';

/**
 * How long a restart takes until the list shows rows of the stored inventory.
 *
 * @param {{ rounds: number, worlds: readonly import('./worlds.js').World[] }} setting
 * @returns {Promise<import('../list/report.js').Line[]>}
 */
export async function measureRestart({ rounds, worlds }) {
  const figures = worlds.map(() => ({ ready: [], row: [], memory: [] }));
  for (let round = 0; round < Math.min(rounds, 3); round += 1)
    for (const [index, { product, count }] of worlds.entries()) {
      await product.stop();
      const startedAt = performance.now();
      await product.start();
      figures[index].ready.push((performance.now() - startedAt) / 1000);
      const response = await fetch(`${product.url}/listeners`, { headers: asDocument.headers });
      const text = await response.text();
      if (!text.includes(`of ${count.toLocaleString('en')} match`))
        throw new Problem(`After a restart the list does not have the ${count} listeners that were stored.`);
      figures[index].row.push((performance.now() - startedAt) / 1000);
      const memory = product.memory();
      if (memory !== null) figures[index].memory.push(memory.nowMiB);
    }
  return worlds.flatMap(({ name }, index) => [
    { name: `restart until it serves, ${name}`, unit: 's', values: figures[index].ready, digits: 1 },
    { name: `restart until the first row, ${name}`, unit: 's', values: figures[index].row, digits: 1 },
    ...(figures[index].memory.length === 0
      ? []
      : [{ name: `memory after a restart, ${name}`, unit: 'MiB', values: figures[index].memory }]),
  ]);
}

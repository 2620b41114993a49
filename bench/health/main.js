import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { percentile, showNumber } from '../common/figures.js';
import { ensureBuilt } from '../../scripts/lib/build.js';
import { Problem } from '../../scripts/lib/problem.js';
import { createProduct } from '../list/product.js';

const LIST = '/listeners?q=edge&sort=-port';
/** How often all of it is observed (health-sweep.ts). */
const PERIOD_MILLIS = 120_000;
/** How long the list is measured between two sweeps. */
const ALONE_MILLIS = 15_000;

/**
 * `npm run bench -- health [--sweeps 2]`: how quick the list over 12,000 listeners is while the health of their 300 instances is being
 * observed, beside how quick it is between two sweeps. The first sweep, in which the server is still warming up, is not counted.
 *
 * @param {readonly string[]} args
 */
export async function run(args) {
  const { values } = parseArgs({ args: [...args], options: { sweeps: { type: 'string', default: '2' } } });
  const sweeps = Number(values.sweeps);
  if (!Number.isInteger(sweeps) || sweeps < 1) throw new Problem('--sweeps must be a whole number from 1.');
  await ensureBuilt();
  const product = await createProduct({ seed: 'large' });
  await product.start();
  const list = () => timed(`${product.url}${LIST}`);
  const state = async () => await (await fetch(`${product.url}/listeners/inventory`)).json();

  await list();
  for (let now = await state(); now.filling || now.naming || now.observing; now = await state())
    await sleep(100);
  const alone = [];
  const others = [];
  const took = [];
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const aloneUntil = performance.now() + ALONE_MILLIS;
    while (performance.now() < aloneUntil) {
      alone.push(await list());
      await sleep(20);
    }
    // The regions stay watched for 90 seconds after a page of them.
    const lostAt = performance.now() + 2 * PERIOD_MILLIS;
    while (!(await state()).observing) {
      if (performance.now() > lostAt) throw new Problem('No sweep began.');
      await list();
      await sleep(100);
    }
    const start = performance.now();
    while ((await state()).observing) {
      others.push(await list());
      await sleep(20);
    }
    took.push(performance.now() - start);
  }
  console.log(`load ${loadavg().map(showNumber).join(' ')}`);
  for (const [name, millis] of [
    ['list between sweeps ', alone],
    ['list during a sweep ', others],
  ])
    console.log(
      `${name} p50 ${showNumber(percentile(millis, 0.5))} ms  p95 ${showNumber(percentile(millis, 0.95))} ms  (${millis.length})`,
    );
  console.log(
    `A sweep took ${took.map((millis) => showNumber(millis / 1000)).join(', ')} s while the list was being requested.`,
  );
  await product.end();
}

/** @param {string} address */
async function timed(address) {
  const start = performance.now();
  const answer = await fetch(address);
  await answer.text();
  if (answer.status !== 200) throw new Problem(`The list was answered ${answer.status}.`);
  return performance.now() - start;
}

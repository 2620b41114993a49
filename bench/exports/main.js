import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { percentile, showNumber } from '../common/figures.js';
import { ensureBuilt } from '../../scripts/lib/build.js';
import { createProduct } from '../list/product.js';

const LIST = '/listeners?q=edge&sort=-port';
const EXPORT = '/listeners/export?format=csv';
const TARGET_MILLIS = 100;

/**
 * `npm run bench -- exports [--parallel 200] [--seconds 20]`: how quick the list is over 12,000 listeners while so many ask for all of them as a file, beside
 * how quick it is alone.
 *
 * @param {readonly string[]} args
 */
export async function run(args) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      parallel: { type: 'string', default: '200' },
      seconds: { type: 'string', default: '20' },
    },
  });
  await ensureBuilt();
  const product = await createProduct({ seed: 'large' });
  await product.start();
  await untilFilled(product.url);
  const millis = Number(values.seconds) * 1000;
  await askFor(product.url, millis / 4);

  const alone = await askFor(product.url, millis);
  const until = performance.now() + millis;
  const counts = { files: 0, rejected: 0, bytes: 0, failed: 0 };
  const readers = Array.from({ length: Number(values.parallel) }, () =>
    exportUntil(product.url, until, counts),
  );
  const others = await askFor(product.url, millis);
  await Promise.all(readers);

  const p95 = percentile(others, 0.95);
  console.log(`load ${loadavg().map(showNumber).join(' ')}`);
  console.log(
    `list alone            p50 ${showNumber(percentile(alone, 0.5))} ms  p95 ${showNumber(percentile(alone, 0.95))} ms`,
  );
  console.log(
    `list during exports   p50 ${showNumber(percentile(others, 0.5))} ms  p95 ${showNumber(p95)} ms`,
  );
  console.log(
    `${counts.files} files of ${showNumber(counts.bytes / counts.files / 1e6)} MB, ${counts.rejected} told to retry, ${counts.failed} failed`,
  );
  console.log(p95 < TARGET_MILLIS ? 'The target of 100 ms is met.' : 'The target of 100 ms is missed.');
  await product.end();
}

/** @param {string} url */
async function untilFilled(url) {
  await (await fetch(`${url}${LIST}`)).text();
  for (;;) {
    const { filling, naming } = await (await fetch(`${url}/listeners/inventory`)).json();
    if (!filling && !naming) return;
    await sleep(200);
  }
}

/** @param {string} url @param {number} millis */
async function askFor(url, millis) {
  const until = performance.now() + millis;
  const taken = [];
  while (performance.now() < until) {
    const start = performance.now();
    const answer = await fetch(`${url}${LIST}`);
    await answer.text();
    if (answer.status !== 200) throw new Error(`The list was answered ${answer.status}.`);
    taken.push(performance.now() - start);
    await sleep(20);
  }
  return taken;
}

/** @param {string} url @param {number} until @param {{ files: number, rejected: number, bytes: number, failed: number }} counts */
async function exportUntil(url, until, counts) {
  while (performance.now() < until) {
    try {
      const answer = await fetch(`${url}${EXPORT}`);
      const text = await answer.text();
      if (answer.status === 200) {
        counts.files += 1;
        counts.bytes += text.length;
      } else {
        counts.rejected += 1;
        await sleep(Number(answer.headers.get('retry-after') ?? 1) * 1000);
      }
    } catch {
      counts.failed += 1;
    }
  }
}

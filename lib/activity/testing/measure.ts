import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { config } from '@/lib/config';
import { database } from '@/lib/db/database';
import { countActivity, readActivityPage } from '../list';
import type { ActivityQuery } from '../query';
import { fillActivity } from './fill';

/**
 * Run by `npm run bench -- activity`: fills an audit log if there is none, and times its pages. Prints human-readable
 * lines.
 */

const ROUNDS = 40;
const writes = Number(process.argv[2]);
const path = join(config().dataDir, 'sluice.db');
const say = (line: string) => process.stdout.write(`${line}\n`);

if (!existsSync(path)) {
  const startedAt = performance.now();
  await fillActivity(await database(), writes);
  say(`filled with ${writes} writes in ${Math.round((performance.now() - startedAt) / 1000)} s`);
}

const newest = (await readActivityPage({ filter: {}, from: null }, 1)).lines[0]?.id ?? 0;
const middle = { side: 'older', id: Math.round(newest / 2) } as const;
const oldest = { side: 'newer', id: 0 } as const;
const names = Array.from({ length: 300 }, (_, index) => {
  const number = String(index).padStart(4, '0');
  return { loadBalancerId: `lb-fill${number}`, name: `edge-${number}` };
});
const queries: readonly [string, ActivityQuery][] = [
  ['newest page', { filter: {}, from: null }],
  ['page in the middle', { filter: {}, from: middle }],
  ['oldest page', { filter: {}, from: oldest }],
  ['outcome refused', { filter: { outcome: 'refused' }, from: null }],
  ['outcome refused, from the middle', { filter: { outcome: 'refused' }, from: middle }],
  ['a rare actor, oldest page', { filter: { actor: 'deploy' }, from: oldest }],
  [
    'region, operation, outcome, from the middle',
    {
      filter: { regionId: 'cn-beijing', operation: 'StopLoadBalancerListener', outcome: 'refused' },
      from: middle,
    },
  ],
  [
    'two frequent facts that never meet',
    { filter: { outcome: 'succeeded', code: 'Sluice.ConsoleProtected' }, from: null },
  ],
  [
    'one listener',
    { filter: { regionId: 'cn-hangzhou', loadBalancerId: 'lb-fill0042', listenerPort: 8001 }, from: null },
  ],
  ['one RequestId', { filter: { requestId: '00000100-92F6-4AE4-92F8-7FF34B540710' }, from: null }],
  ['words', { filter: { text: 'current stat' }, from: middle }],
  ['two frequent beginnings of words', { filter: { text: 'l h' }, from: null }],
  ['two frequent beginnings, from the middle', { filter: { text: 'lb cn' }, from: middle }],
  ['a frequent and a rare beginning', { filter: { text: 'lb-fill00 dep' }, from: null }],
  ['the name of one instance', { filter: { text: 'edge 0042', names }, from: null }],
  ['the beginning of 300 names', { filter: { text: 'edge', names }, from: middle }],
  ['one of 30 names and a word of the entry', { filter: { text: '000 refused', names }, from: null }],
  ['the same and a rare fact', { filter: { text: 'edge', actor: 'deploy', names }, from: null }],
  [
    'an hour of last year',
    { filter: { from: '2025-03-01T00:00:00.000Z', to: '2025-03-01T01:00:00.000Z' }, from: null },
  ],
];

say(`\npage of 50 and its count, ms${' '.repeat(26)}median     p95`);
for (const [name, query] of queries) {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now();
    await Promise.all([readActivityPage(query, 50), countActivity(query.filter)]);
    times.push(performance.now() - startedAt);
    // Statements are released between turns of the event loop.
    await new Promise((resolve) => void setImmediate(resolve));
  }
  times.sort((one, other) => one - other);
  const at = (share: number) => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(1).padStart(8);
  say(`${name.padEnd(52)}${at(0.5)}${at(0.95)}`);
}
say(`\nmemory ${Math.round(process.memoryUsage().rss / 1e6)} MB`);

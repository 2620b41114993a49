import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { config, forgetConfig } from '@/lib/config';
import { takeCallSlots } from '@/lib/db/call-slots';
import { database } from '@/lib/db/database';
import { ensureTestProgramsBuilt } from '@/scripts/lib/build';
import { readSlb } from './client';
import { forgetRate } from './limiter';
import { sandboxWorld } from './testing/sandbox-world';

/** The configured calls per second of several processes on one PostgreSQL, counted by the sandbox. */

const PER_SECOND = 20;
const sandbox = sandboxWorld({ folderPer: 'test' });
const children: ChildProcess[] = [];

beforeEach(() => {
  process.env['SLUICE_SLB_CALLS_PER_SECOND'] = String(PER_SECOND);
  forgetConfig();
  forgetRate();
});
afterEach(async () => {
  delete process.env['SLUICE_SLB_CALLS_PER_SECOND'];
  forgetConfig();
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});

async function anotherProcess() {
  await ensureTestProgramsBuilt();
  const program = fileURLToPath(new URL('../../dist/testing/caller-process.js', import.meta.url));
  const child = fork(program, [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  children.push(child);
  await once(child, 'message');
  return async (count: number, priority: 'interactive' | 'background'): Promise<number[]> => {
    child.send({ count, priority });
    return z.array(z.number()).parse((await once(child, 'message'))[0]);
  };
}

async function callHere(priority: 'interactive' | 'background' = 'interactive'): Promise<number> {
  const startedAt = performance.now();
  expect(await readSlb('DescribeRegions', null, {}, z.unknown(), { priority })).toMatchObject({ ok: true });
  return performance.now() - startedAt;
}

/** When the sandbox received the calls, in milliseconds since the epoch. */
async function arrivals(): Promise<number[]> {
  const requests = await sandbox.requests('DescribeRegions');
  return requests.map(({ at }) => Date.parse(String(at))).toSorted((one, other) => one - other);
}

/** The most of these times within any second. */
const mostPerSecond = (times: readonly number[]): number =>
  Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));

describe('the calls per second of three processes', () => {
  it('together stay within what is configured, and use most of it', async () => {
    const others = await Promise.all([anotherProcess(), anotherProcess()]);
    // Their first calls take longer to leave.
    await Promise.all([callHere(), ...others.map((call) => call(1, 'background'))]);
    const began = Date.now();
    await Promise.all([
      ...others.map((call) => call(60, 'background')),
      ...Array.from({ length: 60 }, () => callHere('background')),
    ]);
    const times = await arrivals();
    expect(times).toHaveLength(183);
    expect(mostPerSecond(times)).toBeLessThanOrEqual(PER_SECOND);
    // Twenty in each 1.15 seconds: 10.4 seconds.
    expect(Date.now() - began).toBeLessThan(14_000);
  });

  it('leave room for a call that somebody waits for, though another process has many in the background', async () => {
    const other = await anotherProcess();
    await callHere();
    const reading = other(120, 'background');
    await expect
      .poll(async () => (await arrivals()).length, { interval: 20, timeout: 10_000 })
      .toBeGreaterThan(PER_SECOND);
    const waits: number[] = [];
    for (let press = 0; press < 5; press += 1) waits.push(await callHere());
    expect(Math.max(...waits)).toBeLessThan(2_000);
    // It was not done before.
    expect((await reading).length).toBe(120);
    expect(mostPerSecond(await arrivals())).toBeLessThanOrEqual(PER_SECOND);
  });

  it('go on once connections to PostgreSQL that were lost are made again', async () => {
    await callHere();
    const admin = new Client({ connectionString: config().databaseUrl ?? '' });
    await admin.connect();
    const ended = await admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sluice' and datname = current_database()",
    );
    expect(ended.rowCount).toBeGreaterThan(0);
    await admin.end();
    await Promise.all(Array.from({ length: 5 }, () => callHere()));
    expect(await arrivals()).toHaveLength(6);
  });
});

describe('slots', () => {
  it('are at once as long as there are any, and then later, for each account by itself', async () => {
    // A quarter at once.
    expect(await takeCallSlots('prod', 12, 10)).toEqual([0, 0, 0]);
    const [next = 0] = await takeCallSlots('prod', 12, 1);
    expect(next).toBeGreaterThan(100);
    expect(next).toBeLessThanOrEqual(288);
    expect(await takeCallSlots('test', 12, 1)).toEqual([0]);
  });

  it('that are reserved at the same moment are never too many', async () => {
    const taken = await Promise.all(Array.from({ length: 20 }, () => takeCallSlots('prod', 5, 2)));
    const { rows } = await sql<{ at: number }>`
      select cast(extract(epoch from at) * 1000 as double precision) as at
      from call_slots, unnest(taken) as at where account = 'prod' order by at`.execute(await database());
    const times = rows.map(({ at }) => at);
    expect(times).toHaveLength(taken.flat().length);
    const spans = times.slice(5).map((at, index) => at - (times[index] ?? 0));
    expect(Math.round(Math.min(...spans))).toBeGreaterThanOrEqual(1_150);
  });
});

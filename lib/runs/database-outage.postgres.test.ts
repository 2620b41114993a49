import { createServer } from 'node:http';
import { once } from 'node:events';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { listActivity } from '@/lib/activity/list';
import { postponedCount } from '@/lib/activity/postponed';
import { sessionOf } from '@/lib/auth/session';
import { signIn } from '@/lib/auth/sign-in';
import { forgetEngine } from '@/lib/auth/engine';
import { addPerson, browserAfter, PASSWORD } from '@/lib/auth/testing/people-world';
import { forgetConfig } from '@/lib/config';
import { closeDatabase, database, openDatabase } from '@/lib/db/database';
import { storageProblem } from '@/lib/db/storage';
import { forgetInventory } from '@/lib/inventory/inventory';
import { readOverview } from '@/lib/inventory/overview';
import { changeListener } from '@/lib/listeners/commands/change-listener';
import { stateOfRow } from '@/lib/listeners/list/listed-state';
import { saveView } from '@/lib/listeners/list/saved-views';
import { localActor } from '@/lib/model/actor';
import { createMonitoring } from '@/lib/web/monitoring';
import { presentPostgres, startPostgres } from '@/scripts/lib/postgres.js';
import { executeRuns } from './executor';
import { readRun } from './read-runs';
import { idsOf, rowOf, runsWorld, until } from './testing/runs-world';
import { writeRun } from './write-run';

/** A server of its own, which is ended and started again while Sluice uses it. */

const world = runsWorld();
const actor = localActor(null);
const key = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-l-0000', listenerPort: 80 };
let server: Awaited<ReturnType<typeof startPostgres>>;
let urlOfWorld: string | undefined;

beforeAll(async () => {
  server = await startPostgres(presentPostgres() ?? '');
});
afterAll(() => server.stop());

beforeEach(() => {
  urlOfWorld = process.env['DATABASE_URL'];
  process.env['DATABASE_URL'] = server.url;
  forgetConfig();
  forgetInventory();
});
afterEach(async () => {
  await server.resume();
  await executeRuns();
  await closeDatabase();
  process.env['DATABASE_URL'] = urlOfWorld;
  forgetConfig();
});

async function listeners(count: number) {
  const [region] = await readOverview([key.regionId], { patienceMillis: 20_000 });
  if (region?.state !== 'read') throw new Error('The region was not read.');
  return region.listeners.filter(({ status }) => status === 'running').slice(0, count);
}

/** What readiness answers. */
async function readiness(): Promise<{ status: number; body: string }> {
  const answerMonitoring = createMonitoring();
  const web = createServer((request, response) => void answerMonitoring(request, response));
  web.listen(0, '127.0.0.1');
  await once(web, 'listening');
  const address = web.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const answer = await fetch(`http://127.0.0.1:${port}/api/health/ready`);
  web.close();
  return { status: answer.status, body: await answer.text() };
}

describe('while the database cannot be reached', () => {
  it('listeners are shown to whoever was signed in, changes are refused in words, and all goes on afterwards', async () => {
    vi.stubEnv('SLUICE_URL', 'https://sluice.example');
    vi.stubEnv('SLUICE_LOG_LEVEL', 'silent');
    forgetConfig();
    forgetEngine();
    await addPerson('ada@example.com');
    const typed = { email: 'ada@example.com', password: PASSWORD };
    const browser = browserAfter(await signIn(typed, new Headers()));
    expect(await sessionOf(browser)).toMatchObject({ name: 'ada@example.com' });
    const [first] = await listeners(1);
    if (first === undefined) throw new Error('no listener');

    await server.halt();
    expect(await sessionOf(browser)).toMatchObject({ name: 'ada@example.com' });
    expect(await sessionOf(new Headers({ cookie: '__Host-sluice-session=of.nobody' }))).toBeNull();
    expect(await readOverview([key.regionId])).toMatchObject([{ state: 'read' }]);
    const ada = (await sessionOf(browser)) ?? actor;
    expect(await changeListener('stop', first, ada)).toMatchObject({
      ok: false,
      error: { code: 'Sluice.DatabaseUnreachable', outcome: 'not-done' },
    });
    expect(await saveView(actor, { name: 'mine', query: 'q=a' })).toEqual({
      ok: false,
      problem: 'not-stored',
    });
    expect(storageProblem()).toMatchObject({ kind: 'unreachable' });
    expect(await readiness()).toEqual({ status: 503, body: 'the database cannot be reached\n' });

    await server.resume();
    await expect.poll(storageProblem, { timeout: 10_000 }).toBeNull();
    expect(await readiness()).toEqual({ status: 200, body: 'ready\n' });
    expect(await changeListener('stop', first, ada)).toMatchObject({ ok: true });
    expect(postponedCount()).toBe(0);
    const kept = (await listActivity({ limit: 10 })).map(({ outcome, code }) => code ?? outcome);
    expect(kept).toEqual(['succeeded', 'Sluice.DatabaseUnreachable']);
    expect(await world.carriedOut('StopLoadBalancerListener')).toEqual(idsOf([{ listener: first }]));
    expect(await sessionOf(browser)).toMatchObject({ name: 'ada@example.com' });
  });

  it('a run waits, goes on by itself, and sends nothing twice', { timeout: 90_000 }, async () => {
    // As a confirmed selection has them: a row whose beginning was cut is compared with it.
    const rows = (await listeners(30)).map((listed) => ({ ...rowOf(listed), confirmed: stateOfRow(listed) }));
    await world
      .sandbox()
      .fault({ action: 'StopLoadBalancerListener', kind: 'latency', millis: 200, share: 1 });
    const runId = await writeRun({
      kind: 'stop',
      settings: { set: {}, lists: [], acknowledged: [] },
      rows,
      actor,
    });
    const ended = executeRuns();
    await until(runId, ({ done = 0 }) => done >= 3);
    await server.halt();
    await expect.poll(storageProblem, { timeout: 10_000 }).toMatchObject({ kind: 'unreachable' });
    await server.resume();
    await ended;
    expect(await readRun(runId)).toMatchObject({ counts: { done: rows.length } });
    expect(await world.carriedOut('StopLoadBalancerListener')).toEqual(idsOf(rows));
  });

  it('a statement is ended after its time, and the server is told to notice machines that are gone', async () => {
    const impatient = await openDatabase(server.url, 100);
    await expect(sql`select pg_sleep(60)`.execute(impatient)).rejects.toThrow('statement timeout');
    await impatient.destroy();
    expect(storageProblem()).toBeNull();
    const { rows } = await sql`select current_setting('statement_timeout') as statement,
      current_setting('tcp_keepalives_idle') as idle`.execute(await database());
    expect(rows).toEqual([{ statement: '30s', idle: '10' }]);
  });
});

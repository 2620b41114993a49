import { request, type Server } from 'node:http';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { observeInstanceHealth } from '../inventory/instance-health';
import { fill } from '../inventory/testing/world';
import { executeRuns } from '../runs/executor';
import { startRun } from '../runs/start-run';
import { runningListeners } from '../runs/testing/many-listeners';
import { actor, runsWorld, until } from '../runs/testing/runs-world';
import { forgetRate } from '../slb/limiter';
import { describeLoadBalancers } from '../slb/operations/load-balancers';
import { connectTo } from '../slb/testing/connection';
import { createWebServer } from './server';

/** What a scrape says after real calls to the sandbox, not only that it says something. */

const TOKEN = 'a-token-of-the-scraper';
const REGION = 'cn-hangzhou';
const STOP = 'StopLoadBalancerListener';

const world = runsWorld();
let server: Server;

beforeEach(async () => {
  vi.stubEnv('SLUICE_METRICS_TOKEN', TOKEN);
  connectTo(world.sandbox().port);
  forgetRate();
  server = createWebServer({ files: new Map(), development: false, next: async () => {} });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(() => {
  server.close();
  forgetRate();
  vi.unstubAllEnvs();
});

/** The values of a scrape by the name and the labels of their lines; 0 for a line that is not there. */
async function scrape(): Promise<(line: string) => number> {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It does not listen.');
  const headers = { authorization: `Bearer ${TOKEN}` };
  const body = await new Promise<string>((resolve, reject) => {
    request({ host: '127.0.0.1', port: address.port, path: '/api/metrics', headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => resolve(text));
    })
      .on('error', reject)
      .end();
  });
  const values = new Map(
    body.split('\n').flatMap((line): [string, number][] => {
      const [, name = '', value] = /^(sluice_\S+) (\S+)$/.exec(line) ?? [];
      return value === undefined ? [] : [[name, Number(value)]];
    }),
  );
  return (line) => values.get(line) ?? 0;
}

const callsOf = (action: string, outcome: string) =>
  `sluice_slb_call_duration_seconds_count{action="${action}",outcome="${outcome}"}`;

it('counts each attempt of a call by its outcome, with the time it took', async () => {
  const before = await scrape();
  const action = 'DescribeLoadBalancers';
  await world.sandbox().fault({ action, kind: 'throttle', count: 2 });
  await world.sandbox().fault({ action, kind: 'latency', millis: 300, count: 1 });
  expect(await describeLoadBalancers({ regionId: REGION })).toMatchObject({ ok: true });
  await world.sandbox().fault({ action, kind: 'forbidden', count: 1 });
  expect(await describeLoadBalancers({ regionId: REGION })).toMatchObject({ ok: false });
  const after = await scrape();
  const made = (line: string) => after(line) - before(line);
  expect(made(callsOf(action, 'throttled'))).toBe(2);
  expect(made(callsOf(action, 'ok'))).toBeGreaterThanOrEqual(1);
  expect(made(callsOf(action, 'refused'))).toBe(1);
  expect(
    made(`sluice_slb_call_duration_seconds_sum{action="${action}",outcome="ok"}`),
  ).toBeGreaterThanOrEqual(0.3);
});

it('says the rate learned from throttling, which calls run, and which wait for their turn', async () => {
  const action = 'DescribeLoadBalancers';
  await world.sandbox().fault({ action, kind: 'latency', millis: 500, share: 1 });
  const calls = Array.from({ length: 40 }, () => describeLoadBalancers({ regionId: REGION }));
  const busy = await scrape();
  expect(busy('sluice_slb_calls_running')).toBe(32);
  expect(busy('sluice_slb_calls_waiting{priority="interactive"}')).toBe(8);
  await Promise.all(calls);
  await world.sandbox().clearFaults();
  await world.sandbox().fault({ action, kind: 'throttle', count: 1 });
  await Promise.all([1, 2, 3].map(() => describeLoadBalancers({ regionId: REGION })));
  // What was let through is judged when the next read asks for its turn.
  await describeLoadBalancers({ regionId: REGION });
  const after = await scrape();
  expect(after('sluice_slb_calls_running')).toBe(0);
  expect(after('sluice_slb_reads_per_second_limit')).toBeGreaterThanOrEqual(10);
});

it('says when the inventory of a region was read, and its health observed', async () => {
  const beganAt = Date.now() / 1000;
  // Its time is that of a read that has ended, not of the first page.
  const [row] = await fill([REGION]);
  if (row === undefined) throw new Error('There are no listeners.');
  expect(await observeInstanceHealth(row)).toMatchObject({ ok: true });
  const now = await scrape();
  for (const name of [
    'sluice_inventory_read_timestamp_seconds',
    'sluice_health_observed_timestamp_seconds',
  ]) {
    expect(now(`${name}{region="${REGION}"}`)).toBeGreaterThanOrEqual(beganAt);
    expect(now(`${name}{region="${REGION}"}`)).toBeLessThanOrEqual(Date.now() / 1000);
  }
});

it('counts runs by state, the rows of those in progress, and the changes in flight', async () => {
  const rows = await runningListeners(1, 3);
  await world.sandbox().fault({ action: STOP, kind: 'latency', millis: 700, count: 1 });
  const runId = await startRun({ kind: 'stop', rows, actor });
  await until(runId, ({ calling }) => calling === 1);
  await vi.waitUntil(async () => (await scrape())('sluice_writes_in_flight') === 1);
  const during = await scrape();
  expect(during('sluice_runs{state="in_progress"}')).toBe(1);
  expect(during('sluice_run_rows{state="calling"}')).toBe(1);
  expect(during('sluice_run_rows{state="waiting"}')).toBe(2);
  await executeRuns();
  const after = await scrape();
  expect(after('sluice_runs{state="in_progress"}')).toBe(0);
  expect(after('sluice_runs{state="ended"}')).toBe(1);
  expect(after('sluice_run_rows{state="waiting"}')).toBe(0);
  expect(after('sluice_writes_in_flight')).toBe(0);
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { config, forgetConfig, inAccount } from '@/lib/config';
import { closeDatabase, database } from '@/lib/db/database';
import { connectTo } from '@/lib/slb/testing/connection';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { connectionIdentity } from './connection';
import { readHealth } from './health';
import { pruneObservations, recordObservation } from './health-observations';
import { recordLater } from './health-recorder';
import { latestHealthOf } from './latest-health';
import { observedHealth } from './observed-health';
import { POLL_GAP_MILLIS, tallyOf, type Found, type HealthReading } from '@/lib/model/health-types';

/** The real client, sandbox and database. Observation times are given where a test is about them. */

const key = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-bp1b6c719dfa08exfuca5', listenerPort: 443 };
const NOON = Date.parse('2026-11-25T12:00:00Z');
const MINUTE = 60_000;
const SERVER = { listenerPort: 443, protocol: 'tcp', serverId: 'i-1', serverIp: '10.0.0.1', port: 80 };

const sandbox = sandboxWorld({ folderPer: 'test' });

beforeEach(() => connectTo(sandbox.port));

async function read(listenerPort = key.listenerPort): Promise<HealthReading> {
  const result = await readHealth({ ...key, listenerPort });
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

/** What the current connection observed. */
async function record(found: Found, atMillis: number) {
  return recordObservation({ connection: await connectionIdentity(), instance: key, found, atMillis });
}

async function observe(status: string, atMillis: number) {
  const backend = { ...SERVER, status };
  const observed = await record(new Map([[443, [backend]]]), atMillis);
  const [server] = observed.get(443) ?? [];
  if (!server) throw new Error('the look was not recorded');
  return server;
}

async function rowCount(): Promise<number> {
  const open = await database();
  return (await open.selectFrom('health_sightings').select('id').execute()).length;
}

it('reads every server with its port, and marks a first observation as such', async () => {
  const { backends, checked } = await read();
  expect(checked).toBe(true);
  expect(backends.map(({ serverIp, port, status }) => [serverIp, port, status])).toEqual([
    ['10.0.4.11', 8080, 'normal'],
    ['10.0.4.12', 8080, 'normal'],
    ['10.0.4.13', 8080, 'normal'],
    ['10.0.4.14', 8081, 'abnormal'],
  ]);
  for (const { observed, before } of backends) {
    expect(observed.firstObservedMillis).toBe(observed.lastObservedMillis);
    expect(before).toBeNull();
  }
  expect(tallyOf({ backends })).toEqual({ all: 4, normal: 3, abnormal: 1, unknown: 0 });
});

it('keeps since when a state was observed, across a restart, and adds no row while it lasts', async () => {
  const first = await read();
  await closeDatabase();
  const second = await read();
  expect(await rowCount()).toBe(4);
  const since = (reading: HealthReading) =>
    reading.backends.map(({ observed }) => observed.firstObservedMillis);
  expect(since(second)).toEqual(since(first));
  expect(second.backends[3]?.observed.lastObservedMillis).toBe(second.readAtMillis);
});

it('reports since when a server was observed abnormal, and its previous status', async () => {
  await observe('normal', NOON);
  await observe('normal', NOON + MINUTE);
  await observe('abnormal', NOON + 2 * MINUTE);
  const observed = await observe('abnormal', NOON + 3 * MINUTE);
  expect(observed).toMatchObject({
    status: 'abnormal',
    observed: { firstObservedMillis: NOON + 2 * MINUTE, lastObservedMillis: NOON + 3 * MINUTE },
    before: { status: 'normal', firstObservedMillis: NOON, lastObservedMillis: NOON + MINUTE },
  });
});

it('does not take an observation for newer than one made after it', async () => {
  await observe('normal', NOON + 2 * MINUTE);
  expect(await observe('abnormal', NOON + MINUTE)).toMatchObject({
    status: 'normal',
    observed: { firstObservedMillis: NOON + 2 * MINUTE, lastObservedMillis: NOON + 2 * MINUTE },
  });
  expect(await rowCount()).toBe(1);
});

it('does not claim what was not observed: the same state after a gap starts again', async () => {
  await observe('abnormal', NOON);
  const later = NOON + POLL_GAP_MILLIS + 1;
  expect(await observe('abnormal', later)).toMatchObject({
    observed: { status: 'abnormal', firstObservedMillis: later, lastObservedMillis: later },
    before: { status: 'abnormal', lastObservedMillis: NOON },
  });
});

it('drops observations older than a week', async () => {
  await observe('abnormal', NOON - 8 * 24 * 60 * MINUTE);
  expect(await observe('normal', NOON)).toMatchObject({ before: null });
  expect(await rowCount()).toBe(1);
});

it('drops old ones of a connection that is gone, too', async () => {
  const found: Found = new Map([[443, [{ ...SERVER, status: 'normal' }]]]);
  await recordObservation({
    connection: 'gone',
    instance: key,
    found,
    atMillis: NOON - 8 * 24 * 60 * MINUTE,
  });
  await observe('normal', NOON);
  await pruneObservations(NOON);
  expect(await (await database()).selectFrom('health_sightings').select('connection').execute()).toEqual([
    { connection: await connectionIdentity() },
  ]);
});

it('keeps what the timeline shows of each server, and its previous status', async () => {
  const minutes = [0, 3, 6, 9, 40, 80];
  for (const minute of minutes) await observe('normal', NOON + minute * MINUTE);
  expect(await rowCount()).toBe(2);
  expect(await observe('abnormal', NOON + 81 * MINUTE)).toMatchObject({
    before: { lastObservedMillis: NOON + 80 * MINUTE },
    recent: [{ lastObservedMillis: NOON + 80 * MINUTE }, { lastObservedMillis: NOON + 81 * MINUTE }],
  });
});

it('distinguishes two addresses of one network interface', async () => {
  const backend = (serverIp: string, status: string) =>
    ({ listenerPort: 443, protocol: 'tcp', serverId: 'eni-1', serverIp, port: 80, status }) as const;
  const found = new Map([[443, [backend('10.0.0.5', 'abnormal'), backend('10.0.0.6', 'normal')]]]);
  await record(found, NOON);
  const observed = await record(found, NOON + MINUTE);
  expect(observed.get(443)).toMatchObject([
    { serverIp: '10.0.0.5', status: 'abnormal', observed: { firstObservedMillis: NOON } },
    { serverIp: '10.0.0.6', status: 'normal', observed: { firstObservedMillis: NOON } },
  ]);
  expect(await rowCount()).toBe(2);
});

it('reports a listener without a health check as such, not as a failure', async () => {
  const result = await readHealth({
    regionId: 'cn-hangzhou',
    loadBalancerId: 'lb-bp1a3s5d7f9g1h3j5k7lz',
    listenerPort: 5201,
  });
  expect(result).toMatchObject({ ok: true, value: { checked: false, backends: [] } });
  expect(await rowCount()).toBe(0);
});

it('returns a rejection by SLB as a value, and a cancelled call too', async () => {
  expect(await readHealth({ ...key, loadBalancerId: 'lb-no-such' })).toMatchObject({
    ok: false,
    error: { code: 'InvalidLoadBalancerId.NotFound' },
  });
  await sandbox.fault({ action: 'DescribeHealthStatus', count: 1, kind: 'latency', millis: 3000 });
  const gone = new AbortController();
  const reading = readHealth(key, { signal: gone.signal });
  gone.abort();
  expect(await reading).toMatchObject({ ok: false, error: { kind: 'aborted' } });
  expect(await rowCount()).toBe(0);
});

it('records concurrent reads once', async () => {
  await Promise.all([read(), read(), read()]);
  expect(await rowCount()).toBe(4);
});

it('records what the sweep observed, and has not recorded yet, before its own observation', async () => {
  const { readAtMillis, backends } = await read();
  const [server] = backends;
  if (!server) throw new Error('the listener has no server');
  const { serverId, serverIp, port } = server;
  const abnormal = { ...SERVER, serverId, serverIp, port, status: 'abnormal' };
  const atMillis = readAtMillis + 1;
  await expect.poll(Date.now).toBeGreaterThan(atMillis);
  const found = new Map([[443, [abnormal]]]);
  recordLater({ connection: await connectionIdentity(), instance: key, found, atMillis });
  const [again] = (await read()).backends;
  expect(again).toMatchObject({ status: 'normal', before: { status: 'abnormal' } });
});

it('shows an account nothing that another one observed, though both have an instance of that id', async () => {
  const path = join(config().dataDir, 'accounts.json');
  await writeFile(path, JSON.stringify([{ name: 'production' }, { name: 'staging' }]));
  vi.stubEnv('SLUICE_ACCOUNTS', path);
  forgetConfig();
  const production = await read();
  expect((await observedHealth()).instances.size).toBe(1);
  await inAccount('staging', async () => {
    expect((await observedHealth()).instances.size).toBe(0);
    expect((await latestHealthOf(key, [443])).size).toBe(0);
    await expect.poll(Date.now).toBeGreaterThan(production.readAtMillis);
    const { backends } = await read();
    expect(backends[0]?.observed.firstObservedMillis).toBeGreaterThan(production.readAtMillis);
  });
  // In the database too: a restart mixes nothing.
  await closeDatabase();
  expect(await rowCount()).toBe(8);
  vi.stubEnv('SLUICE_ACCOUNTS', '');
  forgetConfig();
  expect((await observedHealth()).instances.size).toBe(0);
});

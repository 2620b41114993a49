import { beforeEach, expect, it } from 'vitest';
import { closeDatabase } from '@/lib/db/database';
import { healthyText, seenHealthOf } from '@/lib/listeners/seen-health';
import { connectTo } from '@/lib/slb/testing/connection';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { readInstanceHealth } from './instance-health';
import { recordSightings } from './health-sightings';
import { seenTallies } from './seen-tallies';

/** The real client, sandbox and database. */

const instance = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-bp1b6c719dfa08exfuca5' };
const listener = { ...instance, listenerPort: 443, protocol: 'tcp' };

const sandbox = sandboxWorld({ folderPer: 'test' });

beforeEach(() => connectTo(sandbox.port));

it('reads all TCP listeners of an instance in one call, and what was seen is known at once', async () => {
  await seenTallies();
  expect(seenHealthOf(listener)).toBeNull();
  const result = await readInstanceHealth(instance);
  const port443 = result.ok && result.value.find(({ listenerPort }) => listenerPort === 443);
  expect(port443).toMatchObject({ tally: { all: 4, normal: 3, abnormal: 1 } });
  expect(result.ok && result.value.length).toBeGreaterThan(3);
  expect((await sandbox.requests()).map(({ action }) => action)).toEqual(['DescribeHealthStatus']);
  expect(healthyText(seenHealthOf(listener))).toBe('3/4');
  expect(seenHealthOf({ ...listener, protocol: 'udp' })).toBeNull();
});

it('says a refusal as it is, and keeps what was seen', async () => {
  await readInstanceHealth(instance);
  await sandbox.fault({ action: 'DescribeHealthStatus', count: 9, kind: 'error-5xx' });
  expect(await readInstanceHealth(instance)).toMatchObject({ ok: false });
  expect(healthyText(seenHealthOf(listener))).toBe('3/4');
});

it('finds in the database what was seen before the start: the last look of each listener alone', async () => {
  const found = (serverId: string, status: string) => ({
    listenerPort: 443,
    protocol: 'tcp',
    serverId,
    serverIp: null,
    port: 80,
    status,
  });
  const look = (...backends: ReturnType<typeof found>[]) => new Map([[443, backends]]);
  await recordSightings(
    instance,
    look(found('i-1', 'normal'), found('i-2', 'abnormal')),
    Date.now() - 60_000,
  );
  await recordSightings(instance, look(found('i-1', 'normal')), Date.now() - 30_000);
  await closeDatabase();
  await seenTallies();
  expect(healthyText(seenHealthOf(listener))).toBe('1/1');
});

import { beforeAll, expect, it, vi } from 'vitest';
import { dataFolder } from '@/lib/db/testing/data-folder';
import { listActivity } from '@/lib/activity/list';
import { recordActivity, type ActivityOutcome } from '@/lib/activity/record';
import { concurrentEdits } from './concurrent-edits';
import { SET_ACTION } from '@/lib/listeners/wire/set-parameters';
import type { SettingConflict } from '@/lib/model/settings';

const listener = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-1', listenerPort: 443 };
const was = { Bandwidth: '5', Scheduler: 'wrr', healthCheckInterval: '2', AclStatus: 'on', AclId: 'acl-1' };
let opened = '';

type State = Record<string, string>;
async function done(actor: string, before: State, after: State, how: Partial<ActivityOutcome> = {}) {
  await recordActivity({
    actor,
    from: null,
    operation: SET_ACTION,
    ...listener,
    before,
    after,
    outcome: 'succeeded',
    code: null,
    message: null,
    requestId: null,
    durationMillis: 1,
    ...how,
  });
  // Two entries of the same moment could not be ordered by time.
  vi.setSystemTime(Date.now() + 5);
}

dataFolder('file');

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  await done('early', { ...was, Bandwidth: '7' }, was);
  opened = new Date().toISOString();
  await done('ann', was, { ...was, Bandwidth: '9', healthCheckInterval: '3' });
  const second = { ...was, Bandwidth: '9', healthCheckInterval: '3' };
  await done('ben', second, { ...second, Bandwidth: '10' });
  const third = { ...second, Bandwidth: '10' };
  await done('cid', third, { ...third, Scheduler: 'wlc' }, { outcome: 'refused', code: 'x' });
  await done('dan', third, { ...third, AclStatus: 'off' });
  vi.useRealTimers();
});

const conflict = (name: SettingConflict['name'], before: string, theirs: string | null): SettingConflict => ({
  name,
  was: before,
  yours: before,
  theirs,
});
const whoChanged = async (conflicts: SettingConflict[], since: unknown = opened) =>
  Object.fromEntries(
    Object.entries(await concurrentEdits(listener, conflicts, since)).map(([name, edit]) => [
      name,
      edit?.actor,
    ]),
  );

it('names for each setting the newest write that gave it its current value, and links to it', async () => {
  const conflicts = [
    conflict('Bandwidth', '5', '10'),
    conflict('HealthCheckInterval', '2', '3'),
    conflict('AclStatus', 'on', 'off'),
  ];
  expect(await whoChanged(conflicts)).toEqual({
    Bandwidth: 'ben',
    HealthCheckInterval: 'ann',
    AclStatus: 'dan',
  });
  const [newest] = await listActivity({ limit: 1 });
  expect((await concurrentEdits(listener, conflicts, opened)).AclStatus).toEqual({
    activityId: newest?.id,
    actor: 'dan',
    at: newest?.at,
  });
});

it('names nobody for what another console did, what was rejected, or what was so before', async () => {
  expect(await whoChanged([conflict('Bandwidth', '5', '11'), conflict('Scheduler', 'wrr', 'wlc')])).toEqual(
    {},
  );
  expect(await whoChanged([conflict('Bandwidth', '5', '10')], new Date().toISOString())).toEqual({});
  expect(await whoChanged([conflict('Bandwidth', '5', '10')], 'yesterday')).toEqual({});
  expect(
    await concurrentEdits({ ...listener, listenerPort: 80 }, [conflict('Bandwidth', '5', '10')], opened),
  ).toEqual({});
});

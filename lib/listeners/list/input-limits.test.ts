import { describe, expect, test } from 'vitest';
import { listActivity } from '@/lib/activity/list';
import { dataFolder } from '@/lib/db/testing/data-folder';
import { inputLimits } from '@/lib/input-limits';
import { runSettingsSchema } from '@/lib/runs/run-settings';
import { changeListener } from '@/lib/listeners/commands/change-listener';
import { createListener } from '@/lib/listeners/commands/create-listener';
import { keyGroupsSchema } from '@/lib/model/key-groups-schema';
import { parseListQuery } from './list-query';
import { saveView } from './saved-views';
import { example } from '@/lib/listeners/testing/example';
import { updateListener } from '@/lib/listeners/commands/update-listener';
import { localActor } from '@/lib/model/actor';

/** What a caller other than a Sluice page may send to an action. */

dataFolder();

const actor = localActor(null);
const HUGE = 'x'.repeat(1_000_000);
const key = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-1', listenerPort: 80 };

describe('input longer than any page sends', () => {
  test.each([
    ['start', () => changeListener('start', { ...key, regionId: HUGE }, actor)],
    ['stop', () => changeListener('stop', { ...key, loadBalancerId: HUGE }, actor)],
    ['delete', () => changeListener('delete', { ...key, loadBalancerId: HUGE }, actor)],
    ['create', () => createListener({ ...example(), loadBalancerId: HUGE }, actor)],
  ])('is rejected as a value to %s, and not stored', async (_, act) => {
    expect(await act()).toMatchObject({ ok: false, error: { code: 'Sluice.InvalidInput' } });
    expect(await listActivity({ limit: 10 })).toEqual([]);
  });

  test("is rejected as a changed value, and only the listener's key is stored", async () => {
    const set = Object.fromEntries(
      Array.from({ length: 1000 }, (__, index) => [`Description${index}`, HUGE.slice(0, 1000)]),
    );
    const update = { listener: key, set: { ...set, Description: HUGE }, expected: {} };
    expect(await updateListener(update, actor)).toMatchObject({ kind: 'refused' });
    expect(await updateListener({ ...update, listener: { ...key, regionId: HUGE } }, actor)).toMatchObject({
      kind: 'refused',
    });
    const kept = await listActivity({ limit: 10 });
    expect(JSON.stringify(kept).length).toBeLessThan(2000);
  });

  test('is rejected as a saved view', async () => {
    expect(await saveView(actor, { name: 'a', query: `?q=${HUGE}` })).toEqual({
      ok: false,
      problem: 'invalid',
    });
    expect(await saveView(actor, { name: HUGE, query: '' })).toEqual({ ok: false, problem: 'name-long' });
  });

  test('is rejected as a filter, and cannot name more regions than exist', () => {
    const regions = Array.from({ length: 50_000 }, (_, index) => `cn-x${index}`).join(',');
    const query = parseListQuery({ q: 'word '.repeat(20_000), regions });
    expect(query.text.length).toBeLessThanOrEqual(inputLimits.filterLength);
    expect(query.regions).toHaveLength(inputLimits.regions);
  });

  test('is rejected as a selection: listeners and regions are counted together, not group by group', () => {
    const groups = (count: number, ports: number, regionId = 'cn-hangzhou') =>
      Array.from({ length: count }, (_, index) => ({
        regionId,
        loadBalancerId: `lb-${index}`,
        ports: Array.from({ length: ports }, (__, port) => port + 1),
      }));
    expect(keyGroupsSchema.safeParse(groups(500, 100)).success).toBe(true);
    expect(keyGroupsSchema.safeParse(groups(501, 100)).success).toBe(false);
    const regions = groups(inputLimits.regions + 1, 1).map((group, index) => ({
      ...group,
      regionId: `cn-${index}`,
    }));
    expect(keyGroupsSchema.safeParse(regions).success).toBe(false);
    expect(keyGroupsSchema.safeParse(groups(1, 1, HUGE)).success).toBe(false);
  });

  test('is rejected as a bulk change', () => {
    const list = { regionId: 'cn-hangzhou', aclId: 'acl-1', name: null };
    const settings = (lists: unknown[]) => ({
      set: { AclStatus: 'on', AclType: 'white' },
      lists,
      acknowledged: [],
    });
    expect(runSettingsSchema.safeParse(settings([list])).success).toBe(true);
    expect(runSettingsSchema.safeParse(settings(Array.from({ length: 5000 }, () => list))).success).toBe(
      false,
    );
    expect(runSettingsSchema.safeParse(settings([{ ...list, aclId: HUGE }])).success).toBe(false);
  });
});

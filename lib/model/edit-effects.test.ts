import { describe, expect, it } from 'vitest';
import { effectsOf, isSameEffect, type EffectState } from './edit-effects';
import { reachByLists, reachOf, type Reach } from './reach';
import type { Settings } from './settings';

const instance = { addressType: 'internet', addressIpVersion: 'ipv4' };
const open = reachOf({ status: 'off' }, instance);
const office = { addressIpVersion: 'ipv4', entries: [{ entry: '198.51.100.0/24' }] };
const listed = (type: string, list: typeof office | null = office) => reachByLists(type, [list], instance);

const settings: Settings = {
  Bandwidth: '50',
  Scheduler: 'wrr',
  HealthCheckSwitch: 'on',
  HealthCheckType: 'tcp',
  HealthCheckConnectTimeout: '5',
  HealthCheckInterval: '2',
  HealthyThreshold: '3',
  UnhealthyThreshold: '3',
  AclStatus: 'off',
  PersistenceTimeout: '0',
  EstablishedTimeout: '900',
};
function state(
  changes: Settings = {},
  { reach = open, entryCount = null, unknown = [] }: Partial<Omit<EffectState, 'settings'>> = {},
): EffectState {
  return { settings: { ...settings, ...changes }, reach, entryCount, unknown };
}
const bound = (type: string, reach: Reach, entryCount: number | null, aclId = 'acl-1'): EffectState =>
  state({ AclStatus: 'on', AclType: type, AclId: aclId }, { reach, entryCount });

describe('the effect of a change', () => {
  it('is none where nothing changes, or only a setting without one of these effects', () => {
    expect(effectsOf(state(), state())).toEqual([]);
    expect(effectsOf(state(), state({ Description: 'new', Scheduler: 'wlc' }))).toEqual([]);
  });

  it('says who can connect before and after', () => {
    const [effect, ...more] = effectsOf(state(), bound('white', listed('white'), 14));
    expect(more).toEqual([]);
    expect(effect).toMatchObject({
      of: 'access',
      before: { reach: { who: 'everyone' }, aclId: null },
      after: { reach: { who: 'some' }, entryCount: 14, aclId: 'acl-1' },
    });
  });

  it('says that access stays the same, and never says so where it is not known', () => {
    const same = (before: EffectState, after: EffectState) => effectsOf(before, after).map(isSameEffect);
    const empty = listed('white', { addressIpVersion: 'ipv4', entries: [] });
    expect(same(state(), bound('white', empty, 0))).toEqual([true]);
    const unread = listed('white', null);
    expect(same(bound('white', unread, null), bound('white', unread, null, 'acl-2'))).toEqual([false]);
    // Another list of as many entries lets others in.
    expect(same(bound('white', listed('white'), 1), bound('white', listed('white'), 1, 'acl-2'))).toEqual([
      false,
    ]);
  });

  it('says after how long an unhealthy server is out and a recovered one is back', () => {
    expect(effectsOf(state(), state({ HealthCheckConnectTimeout: '2', UnhealthyThreshold: '2' }))).toEqual([
      { of: 'removal', before: 19, after: 6 },
    ]);
    expect(effectsOf(state(), state({ HealthyThreshold: '10' }))).toEqual([
      { of: 'return', before: 4, after: 18 },
    ]);
    expect(effectsOf(state(), state({ HealthCheckSwitch: 'off' }))).toEqual([
      { of: 'removal', before: 19, after: 'never' },
      { of: 'return', before: 4, after: 'never' },
    ]);
  });

  it('keeps unknown what SLB did not return', () => {
    const unreturned = state({ HealthCheckConnectTimeout: undefined });
    expect(effectsOf(unreturned, state({ HealthCheckConnectTimeout: '5' }))).toEqual([
      { of: 'removal', before: 'unknown', after: 19 },
    ]);
    expect(effectsOf(state({ Bandwidth: undefined }), state())).toEqual([
      { of: 'bandwidth', before: 'unknown', after: 50 },
    ]);
    expect(isSameEffect({ of: 'removal', before: 'unknown', after: 'unknown' })).toBe(false);
  });

  it('says to which servers connections go, and takes a group that is not known for no default group', () => {
    const group = state({ VServerGroupId: 'rsp-1' });
    expect(effectsOf(state(), group)).toEqual([
      { of: 'servers', before: { kind: 'port' }, after: { kind: 'vserver-group', groupId: 'rsp-1' } },
    ]);
    expect(effectsOf(group, state({ MasterSlaveServerGroupId: 'rsp-2' }))).toMatchObject([
      { of: 'servers', after: { kind: 'primary-secondary-group', groupId: 'rsp-2' } },
    ]);
    expect(effectsOf(state({}, { unknown: ['VServerGroupId'] }), group)).toMatchObject([
      { of: 'servers', before: 'unknown' },
    ]);
  });

  it('says what the bandwidth is limited to', () => {
    expect(effectsOf(state(), state({ Bandwidth: '-1' }))).toEqual([
      { of: 'bandwidth', before: 50, after: 'unlimited' },
    ]);
  });
});

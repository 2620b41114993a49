import { expect, it } from 'vitest';
import type { ListenerSummary } from '@/lib/slb/responses';
import { awaitsNames, lacksNames } from './names';
import { newRegionCopy, rowsOf, takeListeners } from './region-copy';
import { takeAccessControlLists, takeEntries, takeGroups } from './region-names';

const listener: ListenerSummary = {
  loadBalancerId: 'lb-1',
  listenerPort: 80,
  listenerProtocol: 'tcp',
  status: 'running',
  vServerGroupId: 'rsp-1',
  aclStatus: 'on',
  aclType: 'white',
  aclIds: ['acl-1'],
  tags: [],
};

it('waits for the names a row lacks, until it has them all', () => {
  const copy = newRegionCopy('cn-hangzhou');
  const isWaiting = () => ({ row: rowsOf(copy).some(lacksNames), region: awaitsNames(copy) });
  expect(isWaiting()).toEqual({ row: false, region: false });
  takeListeners(copy, [listener], 1);
  const group = { groupId: 'rsp-1', name: 'web', serverCount: 2 };
  for (const take of [
    () => takeGroups(copy, { loadBalancerId: 'lb-1', kind: 'vserver-group' }, [group]),
    () => takeAccessControlLists(copy, [{ aclId: 'acl-1', name: 'office', addressIpVersion: 'ipv4' }]),
    () => takeEntries(copy, 'acl-1', ['10.0.0.0/8']),
  ]) {
    expect(isWaiting()).toEqual({ row: true, region: true });
    take();
  }
  expect(isWaiting()).toEqual({ row: false, region: false });
});

it('does not wait for the name of a list that is bound but turned off, which no row shows', () => {
  const copy = newRegionCopy('cn-hangzhou');
  takeListeners(copy, [{ ...listener, vServerGroupId: undefined, aclStatus: 'off' }], 1);
  expect(rowsOf(copy).some(lacksNames)).toBe(false);
  expect(awaitsNames(copy)).toBe(false);
});

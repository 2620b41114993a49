import { expect, test } from 'vitest';
import { changedRows } from './changed-rows';
import type { RowView } from './row-view';

const tally = { all: 2, normal: 2, abnormal: 0, unknown: 0 };

const row = (changes: Partial<RowView> = {}): RowView => ({
  id: 'listener-lb-1-443-tcp',
  listenerKey: { regionId: 'cn-hangzhou', loadBalancerId: 'lb-1', listenerPort: 443 },
  protocol: 'TCP',
  status: 'running',
  statusText: 'Running',
  loadBalancerName: 'edge',
  addressType: 'Public',
  backend: ['web', 'VServer group'],
  backends: 'the servers of web',
  scheduler: 'wrr',
  bandwidth: { capped: false, text: 'Unlimited' },
  access: { kind: 'open', text: 'Open', lists: '' },
  healthCheck: ['TCP', ''],
  description: null,
  ...changes,
});

test.each<[string, Partial<RowView>, Partial<RowView>]>([
  ['its status', {}, { status: 'stopped', statusText: 'Stopped' }],
  ['a setting that Sluice saw change', {}, { changed: { at: '2026-11-30T08:00:00Z', age: '1s ago' } }],
  [
    'the health of its servers',
    { healthy: { state: 'observed', tally } },
    { healthy: { state: 'observed', tally: { ...tally, normal: 1, abnormal: 1 } } },
  ],
])('a row has changed where it shows another value: %s', (_, before, now) => {
  expect(changedRows([row(before)], [row(now)])).toEqual([row().id]);
});

test.each<[string, Partial<RowView>, Partial<RowView>]>([
  ['nothing differs', {}, {}],
  [
    'only time has passed',
    { status: 'starting', statusText: 'Starting 2 s', changed: { at: 'x', age: '1m ago' } },
    { status: 'starting', statusText: 'Starting 4 s', changed: { at: 'x', age: '2m ago' } },
  ],
  [
    'its health is known for the first time',
    { healthy: { state: 'unknown', tally: null } },
    { healthy: { state: 'observed', tally } },
  ],
  [
    'the name of its list is known for the first time',
    { access: { kind: 'allow', text: 'Allow', lists: 'acl-1' } },
    { access: { kind: 'allow', text: 'Allow 2', lists: 'office' } },
  ],
  [
    'its health has become old',
    { healthy: { state: 'observed', tally } },
    { healthy: { state: 'observed', tally, older: '5m ago' } },
  ],
])('a row has not changed where %s', (_, before, now) => {
  expect(changedRows([row(before)], [row(now)])).toEqual([]);
});

test('a row that was not there before has not changed', () => {
  expect(changedRows([], [row()])).toEqual([]);
});

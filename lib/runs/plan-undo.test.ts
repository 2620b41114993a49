import { expect, it } from 'vitest';
import { planUndoOf, type UndoFacts } from './plan-undo';
import { accessFor } from '@/lib/model/testing/access';
import type { RowAction, RunRow } from './run-types';

const row: RunRow = {
  position: 1,
  listener: { regionId: 'cn-hangzhou', loadBalancerId: 'lb-1', listenerPort: 443 },
  protocol: 'tcp',
  loadBalancerName: 'edge',
  state: 'done',
  outcome: 'changed',
  action: 'change',
  set: null,
  spec: null,
  left: null,
  blockReason: null,
  status: 'running',
  code: null,
  message: null,
  requestId: null,
  attempts: 1,
  acceptedAt: null,
  startedAt: null,
  endedAt: null,
};
const was = { Bandwidth: '-1', Scheduler: 'wrr', HealthCheckSwitch: 'on', Status: 'running' };

function undo(action: RowAction, before: object | null, after: object | null, more: Partial<UndoFacts> = {}) {
  const write = { id: 7, before, after };
  const facts: UndoFacts = { mode: { access: accessFor() }, write, listed: undefined, read: null, ...more };
  return planUndoOf({ ...row, action }, facts);
}

it('sets back only what the run has changed', () => {
  const { skip, set, changes } = undo('change', was, { ...was, Scheduler: 'wlc' });
  expect([skip, set, changes]).toEqual([
    null,
    { Scheduler: 'wrr' },
    [{ name: 'Scheduler', before: 'wlc', after: 'wrr' }],
  ]);
});

it('sends type and lists along with access control that goes on again, and says what goes off again', () => {
  const open = { ...was, AclStatus: 'off' };
  const restricted = { ...was, AclStatus: 'on', AclType: 'white', AclId: 'acl-1' };
  expect(undo('change', restricted, { ...restricted, AclStatus: 'off' }).set).toEqual({
    AclStatus: 'on',
    AclType: 'white',
    AclId: 'acl-1',
  });
  expect(undo('change', open, restricted)).toMatchObject({
    set: { AclStatus: 'off' },
    serious: ['access-control-off'],
  });
});

const http = { ...was, HealthCheckType: 'http', HealthCheckURI: '/healthy?of=edge' };
const bound = { ...was, AclStatus: 'on', AclType: 'white', AclId: 'acl-1,acl-2' };

it.each([
  [
    'cannot-send',
    'HealthCheckConnectPort',
    undo('change', { ...was, HealthCheckConnectPort: '-520' }, { ...was, HealthCheckConnectPort: '8080' }),
  ],
  ['cannot-send', 'AclId', undo('change', bound, { ...bound, AclStatus: 'off' })],
  ['cannot-send', 'HealthCheckURI', undo('change', http, { ...http, HealthCheckSwitch: 'off' })],
  // The scheduler could be set back, the description could not.
  ['cannot-clear', 'Description', undo('change', was, { ...was, Scheduler: 'wlc', Description: 'new' })],
  // SLB has not returned it, which does not mean that there was none.
  ['not-recorded', null, undo('change', { Scheduler: 'wrr' }, { Scheduler: 'wlc', AclStatus: 'on' })],
  ['cannot-clear', 'Description', undo('change', was, { ...was, Description: 'new' })],
  ['cannot-recreate', null, undo('delete', was, null)],
  ['not-recorded', null, undo('stop', null, { Status: 'stopped' })],
  ['not-recorded', null, undo('stop', was, null, { write: undefined })],
  ['deleted-since', null, undo('stop', was, { Status: 'stopped' }, { read: 'gone' })],
  [
    'changed-since',
    'Scheduler',
    undo('stop', was, { Status: 'stopped' }, { read: { ...was, Scheduler: 'rr' } }),
  ],
  // Another listener on the same port.
  [
    'changed-since',
    'BackendServerPort',
    undo(
      'change',
      was,
      { ...was, Scheduler: 'wlc' },
      { read: { ...was, Scheduler: 'wlc', BackendServerPort: '81' } },
    ),
  ],
])('leaves a row alone and says why: %s', (blockReason, reason, planned) => {
  expect(planned.skip).toEqual({ blockReason, reason });
});

import { describe, expect, it } from 'vitest';
import type { ListedListener } from '@/lib/model/list-row';
import type { RunSettings } from './run-types';
import { confirmedOf } from './confirmed';
import { accessFor } from '@/lib/model/testing/access';
import { detailOfPlan, knownByName, planConfirmed, planRows, summaryOfPlan } from './plan-run';

const listed = (
  listenerPort: number,
  status: string,
  guarded: Partial<ListedListener['loadBalancer']> = {},
): ListedListener => ({
  regionId: 'cn-hangzhou',
  loadBalancerId: guarded.loadBalancerId ?? 'lb-a',
  listenerPort,
  protocol: 'tcp',
  status,
  changingSinceMillis: null,
  changedAtMillis: null,
  loadBalancer: {
    loadBalancerId: 'lb-a',
    name: 'edge',
    sharedMbps: null,
    addressType: 'internet',
    addressIpVersion: 'ipv4',
    status: 'active',
    deleteProtection: false,
    modificationProtection: { status: 'none' },
    ...guarded,
  },
  backend: { kind: 'port', backendServerPort: 80 },
  scheduler: 'wrr',
  bandwidthMbps: -1,
  access: { status: 'off' },
  reach: { who: 'everyone', because: 'no-control', from: 'internet' },
  healthCheck: { status: 'off' },
  description: null,
});

const ledger = {
  loadBalancerId: 'lb-b',
  name: 'ledger',
  modificationProtection: { status: 'console', reason: 'audit' },
} as const;
const rows = [
  listed(443, 'running'),
  listed(80, 'stopped'),
  listed(81, 'starting'),
  listed(90, 'stopped', ledger),
];
const known = knownByName(rows);
const mode = { access: accessFor() };

describe('the plan of a run', () => {
  it('affects what the rules allow, and skips the rest with the rule and its reason', () => {
    expect(planRows('start', rows, known, mode).map(({ skip }) => skip)).toEqual([
      { blockReason: 'already-running', reason: null },
      null,
      { blockReason: 'in-transition', reason: null },
      { blockReason: 'console-protected', reason: 'audit' },
    ]);
    expect(summaryOfPlan(planRows('delete', rows, known, mode), known)).toEqual({
      counts: expect.objectContaining({ requested: 2, skipped: 2, total: 4 }),
      running: 1,
      skipped: [
        { blockReason: 'in-transition', count: 1 },
        { blockReason: 'console-protected', count: 1 },
      ],
    });
    expect(
      summaryOfPlan(planRows('change', rows, known, { access: accessFor({}, true) }), known),
    ).toMatchObject({
      counts: { requested: 0, skipped: 4 },
      skipped: [{ blockReason: 'read-only', count: 4 }],
    });
  });

  it('leaves unread listeners for the cloud to decide, and assumes that they are running', () => {
    const strange = { regionId: 'cn-beijing', loadBalancerId: 'lb-x', listenerPort: 1 };
    const plan = planRows('delete', [strange], known, mode);
    expect(plan).toEqual([
      {
        listener: strange,
        protocol: 'tcp',
        loadBalancerName: null,
        skip: null,
        onlyIfStopped: false,
        despiteUnsettled: null,
        confirmed: null,
      },
    ]);
    expect(summaryOfPlan(plan, known)).toMatchObject({ counts: { requested: 1 }, running: 1 });
  });

  it('skips listeners a change has no effect on: a region without a list, checks that are off', () => {
    const checked = {
      ...listed(5000, 'running'),
      healthCheck: { status: 'on', type: 'tcp', connectPort: null, intervalSeconds: 2 } as const,
    };
    const abroad = { regionId: 'eu-central-1', loadBalancerId: 'lb-x', listenerPort: 1 };
    const selected = [rows[0], rows[3], checked, abroad].filter((row) => row !== undefined);
    const knownToo = knownByName([...rows, checked]);
    const skips = (settings: RunSettings) =>
      planRows('change', selected, knownToo, mode, settings).map(({ skip }) => skip?.blockReason ?? null);
    const lists = [{ regionId: 'cn-hangzhou', aclId: 'acl-1', name: null }];
    expect(skips({ set: { AclStatus: 'on', AclType: 'white' }, lists, acknowledged: [] })).toEqual([
      null,
      'console-protected',
      null,
      'no-list',
    ]);
    expect(skips({ set: { HealthCheckInterval: '5' }, lists: [], acknowledged: [] })).toEqual([
      'checks-off',
      'console-protected',
      null,
      null,
    ]);
    expect(skips({ set: { HealthCheckSwitch: 'on' }, lists: [], acknowledged: [] })).toEqual([
      null,
      'console-protected',
      null,
      null,
    ]);
  });

  it('lists affected and skipped listeners by instance, the skipped ones under their reason', () => {
    expect(detailOfPlan(planRows('delete', rows, known, mode))).toMatchObject({
      touched: [{ loadBalancerId: 'lb-a', name: 'edge', ports: [80, 443], onlyIfStopped: [80] }],
      skipped: [
        { blockReason: 'in-transition', instances: [{ ports: [81] }] },
        { blockReason: 'console-protected', reason: 'audit', instances: [{ name: 'ledger', ports: [90] }] },
      ],
    });
  });

  it('affects no more than was confirmed, whatever has happened to the listeners since', () => {
    const strange = { regionId: 'cn-beijing', loadBalancerId: 'lb-x', listenerPort: 1 };
    const selected = [...rows, strange];
    const now = knownByName([
      listed(443, 'stopped'),
      listed(80, 'running'),
      listed(81, 'running'),
      listed(90, 'stopped', { loadBalancerId: 'lb-b', name: 'ledger' }),
    ]);
    const after = (kind: 'stop' | 'delete') => {
      const shown = confirmedOf(detailOfPlan(planRows(kind, selected, known, mode)));
      return planConfirmed(kind, shown, now, mode)
        .map(({ listener, skip }) => `${listener.listenerPort} ${skip?.blockReason ?? 'touched'}`)
        .toSorted();
    };
    expect(after('stop')).toEqual([
      '1 touched',
      '443 already-stopped',
      '80 not-confirmed',
      '81 not-confirmed',
      '90 already-stopped',
    ]);
    expect(after('delete')).toEqual([
      '1 touched',
      '443 touched',
      '80 started-meanwhile',
      '81 not-confirmed',
      '90 not-confirmed',
    ]);
  });

  it('affects a listener of unknown outcome only if it was included after the warning', () => {
    const unsettled = new Map([
      ['cn-hangzhou/lb-a/443', 7],
      ['cn-hangzhou/lb-a/80', 8],
    ]);
    const requested = { ...mode, unsettled };
    const selected = rows.filter(({ listenerPort }) => [80, 443].includes(listenerPort));
    const skipsOf = (plan: ReturnType<typeof planRows>) => plan.map(({ skip }) => skip?.blockReason ?? null);
    expect(skipsOf(planRows('delete', selected, known, requested))).toEqual([
      'unsettled-write',
      'unsettled-write',
    ]);
    const included = planRows('delete', selected, known, {
      ...requested,
      includes: ({ listenerPort }) => listenerPort === 443,
    });
    const shown = confirmedOf(detailOfPlan(included));
    expect(shown.touched).toMatchObject([{ ports: [443], despiteUnsettled: [443] }]);
    expect(
      planConfirmed('delete', shown, known, requested).map(({ listener, skip, despiteUnsettled }) => [
        listener.listenerPort,
        skip?.blockReason ?? null,
        despiteUnsettled,
      ]),
    ).toEqual([
      [443, null, 7],
      [80, 'unsettled-write', null],
    ]);
  });

  it('remembers which deletions were confirmed while the listener was stopped, also if it is no longer known', () => {
    const shown = confirmedOf(detailOfPlan(planRows('delete', rows, known, mode)));
    const plan = planConfirmed('delete', shown, new Map(), mode);
    expect(
      plan.flatMap(({ listener, onlyIfStopped }) => (onlyIfStopped ? [listener.listenerPort] : [])),
    ).toEqual([80]);
    expect(planRows('change', rows, known, mode).some(({ onlyIfStopped }) => onlyIfStopped)).toBe(false);
  });
});

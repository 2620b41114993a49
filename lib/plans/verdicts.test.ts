import { describe, expect, it } from 'vitest';
import { noLimits } from '@/lib/model/actor';
import { accessFor } from '@/lib/model/testing/access';
import type { PlanFacts } from './plan-facts';
import type { PlanCells, PlanMode, PlanVerdict } from './plan-types';
import { cellsOn, factsWith, instanceWith, LB, REGION, summaryOn } from './testing/facts';
import { decideRows } from './verdicts';

const empty = instanceWith([]);

function verdictsOf(
  rows: readonly PlanCells[],
  facts: PlanFacts = factsWith(empty),
  mode: PlanMode = 'update',
): (PlanVerdict | undefined)[] {
  const verdicts = decideRows(
    rows.map((cells, index) => ({ id: index + 1, cells })),
    mode,
    facts,
  );
  return rows.map((_, index) => verdicts.get(index + 1));
}

function verdictOf(cells: PlanCells, facts?: PlanFacts, mode?: PlanMode): PlanVerdict | undefined {
  return verdictsOf([cells], facts, mode)[0];
}

const blockOf = (verdict: PlanVerdict | undefined) =>
  verdict?.kind === 'blocked' ? verdict.block : verdict?.kind;

describe('a row whose listener does not exist', () => {
  it('is a creation, checked by the schema of the form', () => {
    expect(verdictOf(cellsOn(80))).toEqual({ kind: 'create' });
    expect(verdictOf(cellsOn(80, { Bandwidth: '', BackendServerPort: '70000' }))).toEqual({
      kind: 'invalid',
      issues: [
        { column: 'BackendServerPort', issue: 'range' },
        { column: 'Bandwidth', issue: 'required' },
      ],
    });
    expect(verdictOf({ ...cellsOn(80), ListenerPort: 'eighty' })).toEqual({
      kind: 'invalid',
      issues: [{ column: 'ListenerPort', issue: 'integer' }],
    });
  });

  it('is blocked as a duplicate of an earlier row, however its port is written', () => {
    const verdicts = verdictsOf([cellsOn(80), cellsOn(81), { ...cellsOn(80), ListenerPort: '０080' }]);
    expect(verdicts.map(blockOf)).toEqual(['create', 'create', { reason: 'duplicate', rowId: 1 }]);
  });

  it('is blocked where a listener of another protocol has its port', () => {
    const facts = factsWith(instanceWith([summaryOn(53, { listenerProtocol: 'udp' })]));
    expect(blockOf(verdictOf(cellsOn(53), facts))).toEqual({
      reason: 'port-taken',
      listener: { regionId: REGION, loadBalancerId: LB, listenerPort: 53 },
      protocol: 'udp',
    });
  });

  it('is blocked beyond the quota of its instance, counting the rows before it', () => {
    const facts = factsWith(instanceWith([summaryOn(1), summaryOn(2)]), { listenerQuota: 4 });
    const rows = [cellsOn(80, { Bandwidth: '' }), cellsOn(81), cellsOn(82), cellsOn(83), cellsOn(84)];
    expect(verdictsOf(rows, facts).map(blockOf)).toEqual([
      'invalid',
      'create',
      'create',
      { reason: 'quota', limit: 4, existing: 2, wanted: 4, fitting: 2 },
      { reason: 'quota', limit: 4, existing: 2, wanted: 4, fitting: 2 },
    ]);
  });

  it('is blocked where its instance has not enough bandwidth left for it', () => {
    const facts = factsWith(instanceWith([summaryOn(1, { bandwidthMbps: 60 })], { sharedMbps: 100 }));
    const rows = [30, 11, 10].map((mbps, index) => cellsOn(80 + index, { Bandwidth: String(mbps) }));
    expect(verdictsOf(rows, facts).map(blockOf)).toEqual([
      'create',
      { reason: 'bandwidth', leftMbps: 10, wantedMbps: 11 },
      'create',
    ]);
  });

  it('is blocked where its group belongs to another instance, is of another kind, or does not exist', () => {
    const inGroup = (VServerGroupId: string) => blockOf(verdictOf(cellsOn(80, { VServerGroupId })));
    expect(inGroup('rsp-web')).toBe('create');
    expect(inGroup('rsp-other')).toEqual({
      reason: 'group-of-other-instance',
      groupId: 'rsp-other',
      loadBalancerId: 'lb-other',
    });
    expect(inGroup('rsp-pair')).toEqual({ reason: 'unknown-group', groupId: 'rsp-pair' });
    expect(inGroup('rsp-none')).toEqual({ reason: 'unknown-group', groupId: 'rsp-none' });
    const inPair = cellsOn(80, { MasterSlaveServerGroupId: 'rsp-pair' });
    expect(verdictOf(inPair)).toEqual({ kind: 'create' });
  });

  it('is blocked where its list does not exist or is of another IP version', () => {
    const bound = (AclId: string) =>
      blockOf(verdictOf(cellsOn(80, { AclStatus: 'on', AclType: 'white', AclId })));
    expect(bound('acl-office')).toBe('create');
    expect(bound('acl-none')).toEqual({ reason: 'unknown-list', aclId: 'acl-none' });
    expect(bound('acl-six')).toEqual({ reason: 'list-ip-version', aclId: 'acl-six', ipVersion: 'ipv6' });
  });

  it('is blocked where its region or its instance does not exist', () => {
    expect(blockOf(verdictOf({ ...cellsOn(80), RegionId: 'mars' }))).toEqual({ reason: 'unknown-region' });
    expect(blockOf(verdictOf({ ...cellsOn(80), LoadBalancerId: 'lb-none' }))).toEqual({
      reason: 'unknown-instance',
    });
  });

  it('is blocked, not guessed at, where nothing was read', () => {
    const notRead = { reason: 'not-read' };
    const elsewhere = { ...cellsOn(80), LoadBalancerId: 'lb-none' };
    expect(
      blockOf(verdictOf({ ...cellsOn(80), RegionId: 'mars' }, factsWith(empty, { areRegionsKnown: false }))),
    ).toEqual(notRead);
    for (const cells of [cellsOn(80), elsewhere])
      expect(blockOf(verdictOf(cells, factsWith(empty, { region: { isRead: false } })))).toEqual(notRead);
    expect(blockOf(verdictOf(elsewhere, factsWith(empty, { region: { mayLackInstances: true } })))).toEqual(
      notRead,
    );
  });

  it('is noted where the inventory does not know its group, its list, or what its instance has', () => {
    const unread = { groupsRead: new Set<string>(), lists: new Map(), areListsRead: false };
    const unknownUse = instanceWith([summaryOn(1, { bandwidthMbps: undefined })], { sharedMbps: 10 });
    const facts = factsWith(
      { ...unknownUse, isOwned: true },
      { region: { ...unread, mayLackListeners: true } },
    );
    const cells = cellsOn(80, {
      Bandwidth: '5',
      VServerGroupId: 'rsp-none',
      AclStatus: 'on',
      AclType: 'black',
      AclId: 'acl-none',
    });
    expect(verdictOf(cells, facts)).toEqual({
      kind: 'create',
      notes: ['group-not-read', 'list-not-read', 'listeners-not-read', 'bandwidth-not-read', 'owned'],
    });
    expect(verdictOf(cellsOn(80), factsWith(instanceWith([], { sharedMbps: 10 })))).toEqual({
      kind: 'create',
      notes: ['unlimited'],
    });
  });

  it('must be confirmed where its allowlist lets everybody through', () => {
    const cells = cellsOn(80, { AclStatus: 'on', AclType: 'white', AclId: 'acl-empty' });
    expect(verdictOf(cells)).toEqual({ kind: 'create', consequences: ['allowlist-open'] });
  });

  it('is blocked by the rules of every write, and by an earlier write of unknown outcome', () => {
    const rule = (blockReason: string, words: string | null = null) => ({
      reason: 'rule',
      blockReason,
      words,
    });
    const guarded = instanceWith([], {
      modificationProtection: { status: 'console', reason: 'audit' },
    });
    expect(blockOf(verdictOf(cellsOn(80), factsWith(guarded)))).toEqual(rule('console-protected', 'audit'));
    const locked = factsWith(instanceWith([], { status: 'locked' }));
    expect(verdictOf(cellsOn(80), locked)).toEqual({ kind: 'create' });
    expect(blockOf(verdictOf(cellsOn(80, { Start: 'on' }), locked))).toEqual(rule('instance-locked'));
    const may = (access: PlanFacts['access']) =>
      blockOf(verdictOf(cellsOn(80), factsWith(empty, { access })));
    expect(may(accessFor({ role: 'viewer' }))).toEqual(rule('not-operator'));
    expect(may(accessFor({}, true))).toEqual(rule('read-only'));
    expect(may(accessFor({ limits: { ...noLimits, instances: ['lb-mine'] } }))).toEqual(
      rule('limit-instance'),
    );
    const unsettled = new Set([`${REGION}/${LB}/80`]);
    expect(blockOf(verdictOf(cellsOn(80), factsWith(empty, { unsettled })))).toEqual({
      reason: 'unsettled-write',
    });
  });
});

describe('a row whose listener exists', () => {
  const facts = factsWith(instanceWith([summaryOn(80)]));
  const slower = cellsOn(80, { Scheduler: 'wlc', EstablishedTimeout: '60' });
  const differences = [
    { column: 'Scheduler', planned: 'wlc', found: 'wrr' },
    { column: 'EstablishedTimeout', planned: '60', found: '900' },
  ];

  it('is equal where its cells say what there is, and where they are blank', () => {
    expect(verdictOf(cellsOn(80), facts)).toEqual({ kind: 'equal' });
    const blank = { RegionId: REGION, LoadBalancerId: LB, ListenerPort: '80' };
    for (const mode of ['skip', 'update', 'fail'] as const)
      expect(verdictOf(blank, facts, mode)).toEqual({ kind: 'equal' });
    expect(verdictOf({ ...blank, HealthCheckURI: '/', HealthCheckType: 'TCP' }, facts)).toEqual({
      kind: 'equal',
    });
  });

  it('is updated, skipped or blocked where they differ, by the mode of the plan', () => {
    expect(verdictOf(slower, facts, 'update')).toEqual({ kind: 'update', differences });
    expect(verdictOf(slower, facts, 'skip')).toEqual({ kind: 'skip', differences });
    expect(verdictOf(slower, facts, 'fail')).toEqual({
      kind: 'blocked',
      block: { reason: 'exists', differences },
    });
  });

  it('is never equal in a setting that SLB did not return', () => {
    const partial = summaryOn(80, { scheduler: undefined, unreadable: ['HealthCheckURI'] });
    const found = factsWith(instanceWith([partial]));
    expect(verdictOf(cellsOn(80), found)).toEqual({ kind: 'equal' });
    expect(verdictOf(cellsOn(80, { Scheduler: 'wrr' }), found)).toEqual({
      kind: 'update',
      differences: [{ column: 'Scheduler', planned: 'wrr', found: null }],
    });
    const bare = factsWith(
      instanceWith([
        {
          loadBalancerId: LB,
          listenerPort: 80,
          listenerProtocol: 'tcp',
          status: 'running',
          backendServerPort: 8080,
          bandwidthMbps: -1,
          aclIds: [],
          tags: [],
          isConfigUntold: true,
        },
      ]),
    );
    expect(verdictOf(cellsOn(80), bare)).toEqual({ kind: 'equal' });
    expect(verdictOf(cellsOn(80, { MasterSlaveServerGroupId: 'rsp-pair' }), bare)).toMatchObject({
      differences: [{ column: 'MasterSlaveServerGroupId', planned: 'rsp-pair', found: null }],
    });
  });

  it('is invalid only in what it changes: what stays may be what Sluice would not write', () => {
    const odd = factsWith(
      instanceWith([
        summaryOn(80, { scheduler: 'sch', aclStatus: 'on', aclType: 'white', aclIds: ['a', 'b'] }),
      ]),
    );
    expect(
      verdictOf(cellsOn(80, { Scheduler: 'sch', AclId: 'b,a', AclType: 'white', AclStatus: 'on' }), odd),
    ).toEqual({
      kind: 'equal',
    });
    expect(verdictOf(cellsOn(80, { Scheduler: 'fastest', UnhealthyThreshold: '99' }), odd)).toEqual({
      kind: 'invalid',
      issues: [
        { column: 'Scheduler', issue: 'choice' },
        { column: 'UnhealthyThreshold', issue: 'range' },
      ],
    });
  });

  it('is invalid where a value has no effect without a choice that it leaves open', () => {
    const issues = (cells: PlanCells, found = facts) => {
      const verdict = verdictOf(cellsOn(80, cells), found);
      return verdict?.kind === 'invalid' ? verdict.issues : verdict?.kind;
    };
    expect(issues({ AclId: 'acl-office' })).toEqual([{ column: 'AclStatus', issue: 'required' }]);
    expect(issues({ HealthCheckURI: '/up' })).toEqual([{ column: 'HealthCheckType', issue: 'required' }]);
    expect(issues({ AclStatus: 'on', AclId: 'acl-office' })).toEqual([
      { column: 'AclType', issue: 'required' },
    ]);
    expect(issues({ HealthCheckType: 'http' })).toEqual([{ column: 'HealthCheckURI', issue: 'required' }]);
    const off = factsWith(instanceWith([summaryOn(80, { healthCheck: 'off' })]));
    expect(issues({ HealthCheckInterval: '9' }, off)).toEqual([
      { column: 'HealthCheckSwitch', issue: 'required' },
    ]);
    expect(issues({ HealthCheckInterval: '9', HealthCheckSwitch: 'on' }, off)).toBe('update');
  });

  it('is blocked in its backend port, which cannot be changed', () => {
    const cells = { ...cellsOn(80), BackendServerPort: '9090' };
    expect(blockOf(verdictOf(cells, facts))).toEqual({
      reason: 'cannot-change',
      column: 'BackendServerPort',
      found: '8080',
    });
    expect(verdictOf(cells, facts, 'skip')).toEqual({
      kind: 'skip',
      differences: [{ column: 'BackendServerPort', planned: '9090', found: '8080' }],
    });
    const grouped = factsWith(
      instanceWith([summaryOn(80, { backendServerPort: undefined, vServerGroupId: 'rsp-web' })]),
    );
    expect(blockOf(verdictOf(cells, grouped))).toMatchObject({ reason: 'cannot-change', found: null });
    expect(verdictOf({ ...cells, VServerGroupId: 'rsp-web' }, grouped)).toEqual({ kind: 'equal' });
  });

  it('exchanges one group for another, and names the one that is released', () => {
    const paired = factsWith(instanceWith([summaryOn(80, { primarySecondaryServerGroupId: 'rsp-pair' })]));
    expect(verdictOf(cellsOn(80, { VServerGroupId: 'rsp-web' }), paired)).toEqual({
      kind: 'update',
      differences: [
        { column: 'VServerGroupId', planned: 'rsp-web', found: null },
        { column: 'MasterSlaveServerGroupId', planned: '', found: 'rsp-pair' },
      ],
    });
    expect(blockOf(verdictOf(cellsOn(80, { VServerGroupId: 'rsp-other' }), paired))).toMatchObject({
      reason: 'group-of-other-instance',
    });
  });

  it('must be confirmed where it takes a restriction or a safeguard away', () => {
    const bound = summaryOn(80, { aclStatus: 'on', aclType: 'white', aclIds: ['acl-office'] });
    const found = factsWith(instanceWith([bound]));
    expect(verdictOf(cellsOn(80, { AclStatus: 'off', HealthCheckSwitch: 'off' }), found)).toEqual({
      kind: 'update',
      differences: [
        { column: 'HealthCheckSwitch', planned: 'off', found: 'on' },
        { column: 'AclStatus', planned: 'off', found: 'on' },
      ],
      consequences: ['health-check-off', 'access-control-off'],
    });
    expect(verdictOf(cellsOn(80, { AclId: 'acl-empty' }), found)).toMatchObject({
      consequences: ['allowlist-open'],
    });
    expect(blockOf(verdictOf(cellsOn(80, { AclId: 'acl-six' }), found))).toMatchObject({
      reason: 'list-ip-version',
    });
  });

  it('shares the bandwidth of its instance with the other rows', () => {
    const found = factsWith(
      instanceWith([summaryOn(80, { bandwidthMbps: 60 }), summaryOn(81, { bandwidthMbps: 30 })], {
        sharedMbps: 100,
      }),
    );
    const rows = [
      cellsOn(80, { Bandwidth: '71' }),
      cellsOn(81, { Bandwidth: '10' }),
      cellsOn(82, { Bandwidth: '30' }),
      cellsOn(83, { Bandwidth: '1' }),
    ];
    expect(verdictsOf(rows, found).map(blockOf)).toEqual([
      { reason: 'bandwidth', leftMbps: 70, wantedMbps: 71 },
      'update',
      'create',
      { reason: 'bandwidth', leftMbps: 0, wantedMbps: 1 },
    ]);
  });

  it('is blocked by the rules of every write, and noted where a tool may undo it', () => {
    const starting = factsWith(instanceWith([summaryOn(80, { status: 'starting' })]));
    expect(blockOf(verdictOf(slower, starting))).toMatchObject({ blockReason: 'in-transition' });
    const unsettled = factsWith(instanceWith([summaryOn(80)]), {
      unsettled: new Set([`${REGION}/${LB}/80`]),
    });
    expect(blockOf(verdictOf(slower, unsettled))).toEqual({ reason: 'unsettled-write' });
    const ofKubernetes = factsWith(instanceWith([summaryOn(80, { description: 'k8s/80/web/default/c1' })]));
    expect(verdictOf(slower, ofKubernetes)).toMatchObject({ kind: 'update', notes: ['owned'] });
  });
});

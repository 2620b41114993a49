import { tickedConsequence } from '@/lib/model/advice';
import { consequencesOf, isSerious, type SeriousConsequence } from '@/lib/model/edit-consequences';
import { integerIn } from '@/lib/model/integer-text';
import { limits } from '@/lib/model/limits';
import type { ListenerKey } from '@/lib/model/outcome';
import { permissionOf } from '@/lib/model/permission';
import { reachOf, type Reach } from '@/lib/model/reach';
import { mayCreateOn, mayDo, verdictOf, type Verdict } from '@/lib/model/rules';
import type { ListenerSpec } from '@/lib/model/schema';
import { aclIdsOf } from '@/lib/model/settings';
import { formatListenerKey } from '@/lib/listeners/list/list-query';
import type { GroupKind, PlanFacts, PlanInstance, PlanListener, PlanRegion } from './plan-facts';
import { plannedUpdate } from './planned-update';
import type {
  PlanBlock,
  PlanCells,
  PlanMode,
  PlanNote,
  PlanRemarks,
  PlanRow,
  PlanVerdict,
} from './plan-types';
import { cellText, parseCells } from './values';

/**
 * What the rows of a plan mean, from what is known when nothing has been sent. Pure. The rules are those of the services,
 * which read again before each call: a verdict never sends what they would reject, and says why.
 */
export function decideRows(
  rows: readonly PlanRow[],
  mode: PlanMode,
  facts: PlanFacts,
): ReadonlyMap<number, PlanVerdict> {
  const rowIds = new Map<string, number>();
  const uses = new Map<string, Use>();
  const verdicts = new Map<number, PlanVerdict>(
    rows.map((row) => {
      const listener = keyOf(row.cells);
      if (listener === null) return [row.id, verdictOfIssues(row.cells)];
      const key = formatListenerKey(listener);
      const rowId = rowIds.get(key);
      if (rowId !== undefined) return [row.id, blocked({ reason: 'duplicate', rowId })];
      rowIds.set(key, row.id);
      return [row.id, verdictAt(row.cells, listener, { mode, facts, uses })];
    }),
  );
  // How many there are is known once all have been seen.
  for (const { created, beyondQuota } of uses.values())
    for (const block of beyondQuota) {
      block.wanted = created + beyondQuota.length;
      block.fitting = created;
    }
  return verdicts;
}

/** What earlier rows of the plan will take of an instance, and those that its quota leaves no room for. */
type Use = { created: number; addedMbps: number; beyondQuota: Extract<PlanBlock, { reason: 'quota' }>[] };

type Deciding = { mode: PlanMode; facts: PlanFacts; uses: Map<string, Use> };
type Place = { region: PlanRegion; instance: PlanInstance; use: Use };

const blocked = (block: PlanBlock): PlanVerdict => ({ kind: 'blocked', block });

/** The listener a row names; null if one of its cells does not name anything. */
export function keyOf(cells: PlanCells): ListenerKey | null {
  const regionId = cellText(cells, 'RegionId');
  const loadBalancerId = cellText(cells, 'LoadBalancerId');
  const listenerPort = integerIn(cellText(cells, 'ListenerPort'), limits.listenerPort);
  const isId = (text: string): boolean => /^[A-Za-z0-9_-]+$/.test(text);
  if (!isId(regionId) || !isId(loadBalancerId) || listenerPort === null) return null;
  return { regionId, loadBalancerId, listenerPort };
}

function verdictOfIssues(cells: PlanCells): PlanVerdict {
  const parsed = parseCells(cells);
  if (parsed.ok) throw new Error('A row without a listener passed the schema.');
  return { kind: 'invalid', issues: parsed.issues };
}

function verdictAt(cells: PlanCells, listener: ListenerKey, deciding: Deciding): PlanVerdict {
  const { facts, uses } = deciding;
  const { regionId, loadBalancerId, listenerPort } = listener;
  const region = facts.regions.get(regionId);
  if (region === undefined) return blocked({ reason: facts.areRegionsKnown ? 'unknown-region' : 'not-read' });
  const instance = region.instances.get(loadBalancerId);
  if (instance === undefined)
    return blocked({
      reason: region.isRead && !region.mayLackInstances ? 'unknown-instance' : 'not-read',
    });
  if (!region.isRead) return blocked({ reason: 'not-read' });

  const place = `${regionId}/${loadBalancerId}`;
  const use = uses.get(place) ?? { created: 0, addedMbps: 0, beyondQuota: [] };
  uses.set(place, use);
  const onPort = instance.listeners.get(listenerPort) ?? [];
  const found = onPort.find(({ row }) => row.protocol === 'tcp');
  if (found !== undefined)
    return verdictOfExisting(cells, listener, found, { ...deciding, region, instance, use });
  const [other] = onPort;
  if (other !== undefined) return blocked({ reason: 'port-taken', listener, protocol: other.row.protocol });
  return verdictOfNew(cells, listener, { ...deciding, region, instance, use });
}

function verdictOfNew(
  cells: PlanCells,
  listener: ListenerKey,
  { facts, region, instance, use }: Deciding & Place,
): PlanVerdict {
  const parsed = parseCells(cells);
  if (!parsed.ok) return { kind: 'invalid', issues: parsed.issues };
  const { spec } = parsed;
  const rule = ruleAgainstCreation(spec, instance, facts);
  if (!rule.allowed) return blockedByRule(rule);
  if (facts.unsettled.has(formatListenerKey(listener))) return blocked({ reason: 'unsettled-write' });

  const mbps = spec.bandwidth.kind === 'limited' ? spec.bandwidth.mbps : null;
  const named = {
    group: groupOf(spec),
    aclIds: spec.acl.status === 'on' ? [spec.acl.aclId] : [],
  };
  const { listenerQuota: limit } = facts;
  const existing = instance.listenerCount;
  const block =
    blockOfNamed(named, listener.loadBalancerId, { region, instance }) ??
    (existing + use.created < limit
      ? blockOfBandwidth(mbps, 0, { instance, use })
      : { reason: 'quota' as const, limit, existing, wanted: 0, fitting: 0 });
  if (block?.reason === 'quota') use.beyondQuota.push(block);
  if (block !== null) return blocked(block);
  use.created += 1;
  use.addedMbps += mbps ?? 0;

  const consequence =
    spec.acl.status === 'on' &&
    tickedConsequence(reachOfLists(spec.acl.type, named.aclIds, { region, instance }));
  const notes = notesOfNamed(named, region);
  if (region.mayLackListeners) notes.push('listeners-not-read');
  notes.push(...notesOfBandwidth(mbps, instance));
  if (instance.isOwned) notes.push('owned');
  return { kind: 'create', ...remarks(notes, consequence ? [consequence] : []) };
}

function ruleAgainstCreation(
  { regionId, loadBalancerId, startAfterCreate }: ListenerSpec,
  { listed }: PlanInstance,
  { access }: PlanFacts,
): Verdict {
  const at = { regionId, loadBalancerId };
  const create = permissionOf(access, 'create', at);
  if (!create.allowed) return verdictOf(create);
  const protection = mayCreateOn(listed);
  if (!protection.allowed || !startAfterCreate) return protection;
  return mayDo('start', { status: 'stopped', protocol: 'tcp' }, listed, permissionOf(access, 'start', at));
}

function verdictOfExisting(
  cells: PlanCells,
  listener: ListenerKey,
  { summary, row }: PlanListener,
  { mode, facts, region, instance, use }: Deciding & Place,
): PlanVerdict {
  const { found, wanted, differences, fixed, issues } = plannedUpdate(cells, listener, summary);
  if (issues.length > 0) return { kind: 'invalid', issues };
  if (differences.length === 0) return { kind: 'equal' };
  if (mode === 'skip') return { kind: 'skip', differences };
  if (mode === 'fail') return blocked({ reason: 'exists', differences });

  if (fixed !== null) return blocked({ reason: 'cannot-change', column: fixed.column, found: fixed.found });
  const rule = mayDo('edit', row, instance.listed, permissionOf(facts.access, 'edit', listener));
  if (!rule.allowed) return blockedByRule(rule);
  if (facts.unsettled.has(formatListenerKey(listener))) return blocked({ reason: 'unsettled-write' });

  const changed = new Set(differences.map(({ column }) => column));
  const group =
    changed.has('VServerGroupId') && wanted.VServerGroupId !== undefined
      ? ({ kind: 'vserver-group', groupId: wanted.VServerGroupId } as const)
      : changed.has('MasterSlaveServerGroupId') && wanted.MasterSlaveServerGroupId !== undefined
        ? ({ kind: 'primary-secondary-group', groupId: wanted.MasterSlaveServerGroupId } as const)
        : null;
  const boundIds = wanted.AclStatus === 'on' ? aclIdsOf(wanted.AclId ?? '') : [];
  const isAccessChanged = changed.has('AclStatus') || changed.has('AclId');
  const named = { group, aclIds: isAccessChanged ? boundIds : [] };
  const mbps = changed.has('Bandwidth') ? positive(Number(wanted.Bandwidth)) : null;
  const heldMbps = positive(Number(found.Bandwidth ?? 0)) ?? 0;
  const block =
    blockOfNamed(named, listener.loadBalancerId, { region, instance }) ??
    blockOfBandwidth(mbps, heldMbps, { instance, use });
  if (block !== null) return blocked(block);
  if (changed.has('Bandwidth')) use.addedMbps += (mbps ?? 0) - heldMbps;

  const reach =
    wanted.AclStatus === 'on'
      ? reachOfLists(wanted.AclType ?? '', boundIds, { region, instance })
      : undefined;
  const notes = notesOfNamed(named, region);
  if (changed.has('Bandwidth')) notes.push(...notesOfBandwidth(mbps, instance));
  if (row.owner !== undefined) notes.push('owned');
  const consequences = consequencesOf(found, wanted, reach).filter(isSerious);
  return { kind: 'update', differences, ...remarks(notes, consequences) };
}

function blockedByRule({ blockReason, reason }: Extract<Verdict, { allowed: false }>): PlanVerdict {
  return blocked({ reason: 'rule', blockReason, words: reason });
}

/** What a row names besides its listener. */
type Named = { group: { kind: GroupKind; groupId: string } | null; aclIds: readonly string[] };

function groupOf({ backend }: ListenerSpec): Named['group'] {
  switch (backend.kind) {
    case 'port':
      return null;
    case 'vserver-group':
      return { kind: backend.kind, groupId: backend.vServerGroupId };
    case 'primary-secondary-group':
      return { kind: backend.kind, groupId: backend.primarySecondaryServerGroupId };
  }
}

function blockOfNamed(
  { group, aclIds }: Named,
  loadBalancerId: string,
  { region, instance }: Omit<Place, 'use'>,
): PlanBlock | null {
  if (group !== null) {
    const { kind, groupId } = group;
    const known = region.groups.get(groupId);
    if (known !== undefined && known.loadBalancerId !== loadBalancerId)
      return { reason: 'group-of-other-instance', groupId, loadBalancerId: known.loadBalancerId };
    if (known?.kind !== kind && (known !== undefined || areGroupsRead(region, kind, loadBalancerId)))
      return { reason: 'unknown-group', groupId };
  }
  for (const aclId of aclIds) {
    const list = region.lists.get(aclId);
    if (list === undefined && region.areListsRead) return { reason: 'unknown-list', aclId };
    const ipVersion = list?.addressIpVersion ?? '';
    const { addressIpVersion } = instance.listed;
    if (ipVersion !== '' && addressIpVersion !== '' && ipVersion !== addressIpVersion)
      return { reason: 'list-ip-version', aclId, ipVersion };
  }
  return null;
}

function areGroupsRead({ groupsRead }: PlanRegion, kind: GroupKind, loadBalancerId: string): boolean {
  return groupsRead.has(`${kind} ${loadBalancerId}`);
}

/** The sum rule (slb-api.md 5.2). `heldMbps`: what the listener has already. */
function blockOfBandwidth(
  wantedMbps: number | null,
  heldMbps: number,
  { instance, use }: Omit<Place, 'region'>,
): PlanBlock | null {
  const { sharedMbps } = instance.listed;
  if (wantedMbps === null || sharedMbps === null) return null;
  const leftMbps = Math.max(0, sharedMbps - instance.usedMbps - use.addedMbps + heldMbps);
  return wantedMbps > leftMbps ? { reason: 'bandwidth', leftMbps, wantedMbps } : null;
}

function positive(mbps: number): number | null {
  return mbps > 0 ? mbps : null;
}

function notesOfNamed({ group, aclIds }: Named, region: PlanRegion): PlanNote[] {
  const notes: PlanNote[] = [];
  if (group !== null && !region.groups.has(group.groupId)) notes.push('group-not-read');
  const isUnread = (aclId: string): boolean => (region.lists.get(aclId)?.coverage ?? null) === null;
  if (aclIds.some(isUnread)) notes.push('list-not-read');
  return notes;
}

function notesOfBandwidth(mbps: number | null, { listed, isUsedKnown }: PlanInstance): PlanNote[] {
  if (listed.sharedMbps === null) return [];
  if (mbps === null) return ['unlimited'];
  return isUsedKnown ? [] : ['bandwidth-not-read'];
}

function reachOfLists(
  type: string,
  aclIds: readonly string[],
  { region, instance }: Omit<Place, 'use'>,
): Reach {
  const lists = aclIds.map((aclId) => region.lists.get(aclId)?.coverage ?? null);
  return reachOf({ status: 'on', type, lists }, instance.listed);
}

function remarks(notes: readonly PlanNote[], consequences: readonly SeriousConsequence[]): PlanRemarks {
  return { ...(notes.length > 0 && { notes }), ...(consequences.length > 0 && { consequences }) };
}

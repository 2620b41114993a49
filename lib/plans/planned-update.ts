import type { ListenerKey } from '@/lib/model/outcome';
import {
  changesBetween,
  isEffective,
  isSameSetting,
  settingNames,
  settingsOf,
  unreturnedSettings,
  type SettingName,
  type Settings,
} from '@/lib/model/settings';
import type { ListenerSummary } from '@/lib/slb/responses';
import { planColumns, type PlanCells, type PlanColumn, type PlanDifference } from './plan-types';
import { cellsOfSettings, cellText, parseCells, settingsOfCells, type CellIssue } from './values';

/** A row that names a listener which exists: what it changes. A blank cell changes nothing. */

export type PlannedUpdate = {
  found: Settings;
  /** The whole listener after the change. */
  wanted: Settings;
  /** In the order of the columns. A value that is unknown differs from any other. */
  differences: readonly PlanDifference[];
  /** Among them, what SLB cannot change. */
  fixed: PlanDifference | null;
  issues: readonly CellIssue[];
};

/** Settings that the list returns beside the protocol's own. */
const common: readonly SettingName[] = [
  'Bandwidth',
  'Description',
  'VServerGroupId',
  'Scheduler',
  'AclStatus',
  'AclType',
  'AclId',
];

/** What changes with a setting, and so must fit to it. */
const dependents: Partial<Record<SettingName, readonly SettingName[]>> = {
  AclStatus: ['AclType', 'AclId'],
  HealthCheckType: ['HealthCheckURI', 'HealthCheckDomain', 'HealthCheckHttpCode'],
};

/** Pure. `summary` is what the list returned about the listener: what it did not return is unknown. */
export function plannedUpdate(
  cells: PlanCells,
  listener: ListenerKey,
  summary: ListenerSummary,
): PlannedUpdate {
  const found = settingsOf(summary);
  const named = settingsOfCells(cells);
  const unknown = unknownSettings(summary);
  const wanted = withGroup({ ...found, ...named }, named);
  const differing = settingNames.filter(
    (name) =>
      named[name] !== undefined && (unknown.includes(name) || !isSameSetting(name, named[name], found[name])),
  );
  const changed = new Set<SettingName>(
    changesBetween(found, wanted)
      .map(({ name }) => name)
      .filter((name) => named[name] !== undefined || name.endsWith('GroupId')),
  );
  for (const name of differing) if (isEffective(name, wanted)) changed.add(name);

  const fixed = portDifference(cells, wanted, summary);
  const ofSettings = settingNames.flatMap((name): PlanDifference[] => {
    if (!changed.has(name)) return [];
    const value = isEffective(name, found) && !unknown.includes(name) ? found[name] : undefined;
    return columnOf(name).map((column) => ({ column, planned: wanted[name] ?? '', found: value ?? null }));
  });
  return {
    found,
    wanted,
    differences: fixed === null ? ofSettings : [fixed, ...ofSettings],
    fixed,
    issues: issuesOf(cells, listener, { summary, found, named, wanted, differing }),
  };
}

function unknownSettings(summary: ListenerSummary): readonly SettingName[] {
  const unreturned = unreturnedSettings(summary);
  return summary.isConfigUntold
    ? settingNames.filter((name) => unreturned.includes(name) || !common.includes(name))
    : unreturned;
}

/** A listener has one group or none: naming one releases the other. */
function withGroup(wanted: Settings, named: Settings): Settings {
  if (named.VServerGroupId !== undefined) return { ...wanted, MasterSlaveServerGroupId: undefined };
  return named.MasterSlaveServerGroupId === undefined ? wanted : { ...wanted, VServerGroupId: undefined };
}

/** Members of a VServer group have ports of their own, so a port beside one means nothing (slb-api.md 5.6). */
function portDifference(cells: PlanCells, wanted: Settings, summary: ListenerSummary): PlanDifference | null {
  const planned = cellText(cells, 'BackendServerPort');
  if (planned === '' || cellText(cells, 'VServerGroupId') !== '') return null;
  const port = wanted.VServerGroupId === undefined ? summary.backendServerPort : undefined;
  if (port !== undefined && planned === String(port)) return null;
  return { column: 'BackendServerPort', planned, found: port === undefined ? null : String(port) };
}

type Compared = Pick<PlannedUpdate, 'found' | 'wanted'> & {
  summary: ListenerSummary;
  named: Settings;
  differing: readonly SettingName[];
};

/**
 * What the form's schema says of the row beside what the listener has. Values that stay are not checked: Sluice might not
 * write them itself.
 */
function issuesOf(
  cells: PlanCells,
  listener: ListenerKey,
  { summary, found, named, wanted, differing }: Compared,
): CellIssue[] {
  const { HealthCheckSwitch, ...others } = {
    ...cellsOfSettings(listener, summary.backendServerPort, found),
    ...cells,
  };
  // A creation cannot turn checks off, an update can.
  const parsed = parseCells(wanted.HealthCheckSwitch === 'off' ? others : { ...others, HealthCheckSwitch });
  const checked = new Set(differing.flatMap((name) => [name, ...(dependents[name] ?? [])]).flatMap(columnOf));
  const issues = new Map<PlanColumn, CellIssue>();
  for (const issue of parsed.ok ? [] : parsed.issues)
    if (checked.has(issue.column)) issues.set(issue.column, issue);
  for (const name of differing) {
    const column = openChoice(name, named, wanted);
    if (column !== null) issues.set(column, issues.get(column) ?? { column, issue: 'required' });
  }
  return planColumns.flatMap((column) => issues.get(column) ?? []);
}

/** The column of a setting; none of those that cannot be planned. */
function columnOf(name: SettingName): PlanColumn[] {
  return planColumns.filter((column) => column === name);
}

/** The choice without which a named value has no effect, if the row leaves it as it is; null if it has one. */
function openChoice(name: SettingName, named: Settings, wanted: Settings): PlanColumn | null {
  if (isEffective(name, wanted)) return null;
  const choice = name.startsWith('Acl')
    ? 'AclStatus'
    : wanted.HealthCheckSwitch === 'off'
      ? 'HealthCheckSwitch'
      : 'HealthCheckType';
  return named[choice] === undefined ? choice : null;
}

import { formValuesOf, settingsIn } from '@/lib/listeners/edit/edit-values';
import { isFieldPath, type FieldPath, type ListenerFormValues } from '@/lib/model/draft';
import { aclTypes, defaults, healthCheckHttpCodes } from '@/lib/model/limits';
import type { ListenerKey } from '@/lib/model/outcome';
import { issueKeyOf, listenerSchema, type IssueKey, type ListenerSpec } from '@/lib/model/schema';
import { isEffective, isSettingName, type SettingName, type Settings } from '@/lib/model/settings';
import { usedText } from '@/lib/model/typed-values';
import { pathOfColumn } from './column-paths';
import { planColumns, type PlanCells, type PlanColumn } from './plan-types';

/**
 * A row's texts and what they mean: the form's values (judged by the form's schema) and the settings of a listener. The
 * names of settings and fields are those of lib/model/settings.ts; nothing here maps them a second time.
 */

/** Choices that a cell makes together with a value. */
const columnsOfChoices: Partial<Record<FieldPath, PlanColumn>> = {
  'bandwidth.kind': 'Bandwidth',
  'backend.kind': 'BackendServerPort',
  'persistence.status': 'PersistenceTimeout',
  'acl.emptyAcknowledged': 'AclId',
};
const columnsByPath = new Map<string, PlanColumn>([
  ...Object.entries(columnsOfChoices),
  ...planColumns.map((column) => [pathOfColumn(column), column] as const),
]);

/** The column where an issue at this field is shown. */
export function columnOfPath(path: FieldPath): PlanColumn {
  const column = columnsByPath.get(path);
  if (column === undefined) throw new Error(`No column for ${path}`);
  return column;
}

/** The words of a cell that is a choice, in lowercase whatever its case was. The schema knows the schedulers. */
const choices: Partial<Record<PlanColumn, readonly string[]>> = {
  HealthCheckSwitch: ['on', 'off'],
  HealthCheckType: ['tcp', 'http'],
  HealthCheckHttpCode: healthCheckHttpCodes,
  AclStatus: ['on', 'off'],
  AclType: aclTypes,
  Start: ['on', 'off'],
};

/** The effective text of a cell: '' if it is blank. */
export function cellText(cells: PlanCells, column: PlanColumn): string {
  const typed = cells[column];
  if (typed === undefined) return '';
  const text = usedText(pathOfColumn(column), typed);
  const isKeyword = column in choices || column === 'Scheduler';
  const word = isKeyword ? text.toLowerCase() : text;
  const isList = column === 'HealthCheckHttpCode' || column === 'AclId';
  return isList ? word.replaceAll(/\s*,\s*/g, ',') : word;
}

/** The settings that a row names. A blank cell is absent. */
export function settingsOfCells(cells: PlanCells): Settings {
  const settings: { [Name in SettingName]?: string } = {};
  for (const column of planColumns) {
    const text = cellText(cells, column);
    if (text !== '' && isSettingName(column)) settings[column] = text;
  }
  return settings;
}

/** What a listener is without being told. A response that omits these has not returned them; a request means them. */
const whenBlank: Settings = {
  Scheduler: defaults.scheduler,
  PersistenceTimeout: String(defaults.persistenceTimeoutSeconds),
  HealthCheckSwitch: 'on',
  HealthCheckType: defaults.healthCheckType,
  AclStatus: defaults.aclStatus,
};

/** The form's values for a new listener by this row: a blank cell is the service's default. */
export function formValuesOfCells(cells: PlanCells): ListenerFormValues {
  const text = (column: PlanColumn): string => cellText(cells, column);
  const key = { regionId: text('RegionId'), loadBalancerId: text('LoadBalancerId'), listenerPort: 0 };
  const values = formValuesOf(key, undefined, { ...whenBlank, ...settingsOfCells(cells) });
  return {
    ...values,
    listenerPort: text('ListenerPort'),
    backend: { ...values.backend, backendServerPort: text('BackendServerPort') },
    startAfterCreate: text('Start') === 'on',
  };
}

export type CellIssue = { column: PlanColumn; issue: IssueKey };

/** A row judged as a listener to create, by the schema of the form. At most one issue per column, in their order. */
export function parseCells(
  cells: PlanCells,
): { ok: true; spec: ListenerSpec } | { ok: false; issues: CellIssue[] } {
  const parsed = listenerSchema.safeParse(formValuesOfCells(cells));
  const found = new Map<PlanColumn, IssueKey>(
    unheldIssues(cells).map(({ column, issue }) => [column, issue]),
  );
  for (const issue of parsed.error?.issues ?? []) {
    const path = issue.path.filter((part) => typeof part === 'string').join('.');
    if (!isFieldPath(path)) throw new Error(`No field at ${path}`);
    const column = columnOfPath(path);
    if (!found.has(column)) found.set(column, issueKeyOf(issue));
  }
  if (parsed.success && found.size === 0) return { ok: true, spec: parsed.data };
  const issues = planColumns.flatMap((column): CellIssue[] => {
    const issue = found.get(column);
    return issue === undefined ? [] : [{ column, issue }];
  });
  return { ok: false, issues };
}

/**
 * What a table can say and the form cannot: words that are none of a choice, two kinds of group, health checks that are
 * off from the start, and values of a choice that is left open (they would have no effect, unseen).
 */
function unheldIssues(cells: PlanCells): CellIssue[] {
  const issues = choiceIssues(cells);
  const add = (column: PlanColumn, issue: IssueKey): void => void issues.push({ column, issue });
  const has = (column: PlanColumn): boolean => cellText(cells, column) !== '';
  if (has('VServerGroupId') && has('MasterSlaveServerGroupId')) add('MasterSlaveServerGroupId', 'choice');
  if (cellText(cells, 'HealthCheckSwitch') === 'off') add('HealthCheckSwitch', 'choice');
  if (!has('AclStatus') && (has('AclType') || has('AclId'))) add('AclStatus', 'required');
  if (
    !has('HealthCheckType') &&
    (has('HealthCheckURI') || has('HealthCheckDomain') || has('HealthCheckHttpCode'))
  )
    add('HealthCheckType', 'required');
  return issues;
}

/** Cells that are none of the words of their choice, also those that have no effect in this row. */
export function choiceIssues(cells: PlanCells): CellIssue[] {
  return planColumns.flatMap((column): CellIssue[] => {
    const words = choices[column];
    const text = cellText(cells, column);
    if (words === undefined || text === '') return [];
    return text.split(',').every((word) => words.includes(word)) ? [] : [{ column, issue: 'choice' }];
  });
}

/** The row for what the form's sections hold, whatever is still missing in them. */
export function cellsOfFormValues(values: ListenerFormValues): PlanCells {
  const key = {
    RegionId: usedText('regionId', values.regionId),
    LoadBalancerId: usedText('loadBalancerId', values.loadBalancerId),
    ListenerPort: usedText('listenerPort', values.listenerPort),
  };
  const backendServerPort = usedText('backend.backendServerPort', values.backend.backendServerPort);
  const cells = cellsOf(key, backendServerPort, settingsIn(values, {}));
  return { ...cells, Start: values.startAfterCreate ? 'on' : 'off' };
}

/**
 * The row for a listener as read: every setting that has an effect, also at its default. What SLB did not return stays
 * blank. `status` is undefined where it does not matter.
 */
export function cellsOfSettings(
  listener: ListenerKey,
  backendServerPort: number | undefined,
  settings: Settings,
  status?: string,
): PlanCells {
  const key = {
    RegionId: listener.regionId,
    LoadBalancerId: listener.loadBalancerId,
    ListenerPort: String(listener.listenerPort),
  };
  const cells = cellsOf(key, backendServerPort === undefined ? '' : String(backendServerPort), settings);
  const start = status === undefined ? undefined : startOf[status];
  return start === undefined ? cells : { ...cells, Start: start };
}

/** Any other status does not say what the listener is to be. */
const startOf: Readonly<Record<string, 'on' | 'off'>> = {
  running: 'on',
  starting: 'on',
  stopped: 'off',
  stopping: 'off',
};

type KeyCells = Record<'RegionId' | 'LoadBalancerId' | 'ListenerPort', string>;

function cellsOf(key: KeyCells, backendServerPort: string, settings: Settings): PlanCells {
  const record: Readonly<Record<string, string | undefined>> = {
    ...key,
    // The members of a VServer group have ports of their own (slb-api.md 5.6).
    BackendServerPort: settings.VServerGroupId === undefined ? backendServerPort : undefined,
    ...Object.fromEntries(
      Object.entries(settings).filter(([name, value]) => isPlanned(name, value, settings)),
    ),
  };
  return Object.fromEntries(
    planColumns.flatMap((column): [PlanColumn, string][] => {
      const text = record[column] ?? '';
      return text === '' ? [] : [[column, text]];
    }),
  );
}

function isPlanned(name: string, value: string | undefined, settings: Settings): boolean {
  // -520 is an old encoding of "the backend port", which a blank means (slb-api.md D17).
  if (name === 'HealthCheckConnectPort' && value === '-520') return false;
  return isSettingName(name) && isEffective(name, settings);
}

import { schedulers } from '@/lib/model/limits';
import { planColumns, type PlanColumn, type PlanRow } from '@/lib/plans/plan-types';

/** What a cell holds: digits at the right, what is copied in the monospaced face, one of a few values, or text. */
type Shape =
  | { kind: 'number' | 'id' | 'text'; width: number }
  | { kind: 'choice'; width: number; choices: readonly string[] };

const onOff = ['on', 'off'] as const;
const shapes: Record<PlanColumn, Shape> = {
  RegionId: { kind: 'id', width: 120 },
  LoadBalancerId: { kind: 'id', width: 204 },
  ListenerPort: { kind: 'number', width: 72 },
  BackendServerPort: { kind: 'number', width: 104 },
  Bandwidth: { kind: 'number', width: 104 },
  Description: { kind: 'text', width: 200 },
  VServerGroupId: { kind: 'id', width: 184 },
  MasterSlaveServerGroupId: { kind: 'id', width: 204 },
  Scheduler: { kind: 'choice', width: 144, choices: schedulers },
  HealthCheckSwitch: { kind: 'choice', width: 112, choices: onOff },
  HealthCheckType: { kind: 'choice', width: 160, choices: ['tcp', 'http'] },
  HealthCheckURI: { kind: 'id', width: 160 },
  HealthCheckDomain: { kind: 'id', width: 168 },
  HealthCheckHttpCode: { kind: 'id', width: 184 },
  HealthCheckConnectPort: { kind: 'number', width: 136 },
  HealthCheckConnectTimeout: { kind: 'number', width: 148 },
  HealthCheckInterval: { kind: 'number', width: 148 },
  HealthyThreshold: { kind: 'number', width: 132 },
  UnhealthyThreshold: { kind: 'number', width: 148 },
  AclStatus: { kind: 'choice', width: 120, choices: onOff },
  AclType: { kind: 'choice', width: 152, choices: ['white', 'black'] },
  AclId: { kind: 'id', width: 200 },
  PersistenceTimeout: { kind: 'number', width: 144 },
  EstablishedTimeout: { kind: 'number', width: 144 },
  Start: { kind: 'choice', width: 84, choices: onOff },
};

export function shapeOf(column: PlanColumn): Shape {
  return shapes[column];
}

/** Every listener has these. */
export const keyColumns: readonly PlanColumn[] = [
  'RegionId',
  'LoadBalancerId',
  'ListenerPort',
  'BackendServerPort',
];

/** The columns in which some row has a value: what all rows leave blank need not be on screen. */
export function usedColumns(rows: readonly PlanRow[]): ReadonlySet<PlanColumn> {
  const used = new Set<PlanColumn>(keyColumns);
  for (const { cells } of rows) {
    for (const column of planColumns) if (cells[column] !== undefined) used.add(column);
    if (used.size === planColumns.length) break;
  }
  return used;
}

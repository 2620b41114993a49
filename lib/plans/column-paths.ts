import type { FieldPath } from '@/lib/model/draft';
import { settingFields } from '@/lib/model/settings';
import type { PlanColumn } from './plan-types';

/** Apart from `values.ts`: a page that shows columns does without the schema. */

const fields: Readonly<Record<PlanColumn, FieldPath>> = {
  RegionId: 'regionId',
  LoadBalancerId: 'loadBalancerId',
  ListenerPort: 'listenerPort',
  BackendServerPort: 'backend.backendServerPort',
  ...settingFields,
  Start: 'startAfterCreate',
};

/** The form field whose value a column holds. */
export function pathOfColumn(column: PlanColumn): FieldPath {
  return fields[column];
}

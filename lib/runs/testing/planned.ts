import { example } from '@/lib/listeners/testing/example';
import type { ListenerFormValues } from '@/lib/model/draft';
import { listenerSchema, type ListenerSpec } from '@/lib/model/schema';
import type { PlannedRow } from '../write-run';
import { rowOf } from './runs-world';

/** An instance of the large data set whose ports from 50,000 are free. */
export const instanceAt = (index: number) => ({
  regionId: 'cn-hangzhou',
  loadBalancerId: `lb-bp1large${String(index).padStart(4, '0')}`,
});

const FIRST_PORT = 50_000;

/** A listener to create on an instance of the large data set; each has a description of its own. */
export function plannedSpec(
  instance: number,
  index: number,
  more: Partial<ListenerFormValues> = {},
): ListenerSpec {
  const listenerPort = FIRST_PORT + index;
  return listenerSchema.parse(
    example({
      ...instanceAt(instance),
      listenerPort: String(listenerPort),
      description: `planned ${listenerPort}`,
      startAfterCreate: true,
      ...more,
    }),
  );
}

/** A row of a plan that creates it. */
export function creationOf(spec: ListenerSpec): PlannedRow {
  const { regionId, loadBalancerId, listenerPort } = spec;
  return { ...rowOf({ regionId, loadBalancerId, listenerPort }), action: 'create', spec };
}

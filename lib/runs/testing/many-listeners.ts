import { describeListeners } from '@/lib/slb/operations/listeners';
import type { PlannedRow } from '../write-run';
import { rowOf } from './runs-world';

/** Running listeners of the large data set: this many on each of the first instances of two regions. */
export async function runningListeners(instances: number, each: number): Promise<PlannedRow[]> {
  const rows: PlannedRow[] = [];
  for (let index = 0; index < instances; index += 1) {
    const [regionId, infix] = index % 2 === 0 ? ['cn-hangzhou', 'bp1'] : ['eu-central-1', 'gw8'];
    const loadBalancerId = `lb-${infix}large000${index}`;
    const read = await describeListeners({ regionId, loadBalancerIds: [loadBalancerId] });
    if (!read.ok) throw new Error(read.error.message);
    const running = read.value.filter(
      ({ status, listenerProtocol }) => status === 'running' && listenerProtocol === 'tcp',
    );
    if (running.length < each) throw new Error(`${loadBalancerId} has only ${running.length} that run`);
    for (const { listenerPort, scheduler = '' } of running.slice(0, each))
      rows.push({
        ...rowOf({ regionId, loadBalancerId, listenerPort }),
        confirmed: { Scheduler: scheduler },
      });
  }
  return rows;
}

import { forgetConfig } from '@/lib/config';
import { example } from '@/lib/listeners/testing/example';
import { localActor } from '@/lib/model/actor';
import { listenerSchema } from '@/lib/model/schema';
import { describeRegions } from '@/lib/slb/operations/regions';
import { executeRuns } from '../executor';
import { readRun } from '../read-runs';
import { writeRun, type PlannedRow } from '../write-run';

/**
 * Started by `npm run bench -- runs`. For each message it executes a plan that creates and starts these listeners of a
 * sandbox, and answers with how long that took, in seconds of time and of CPU time, and how many rows are done.
 */

type Work = { regionId: string; listeners: { loadBalancerId: string; listenerPort: number }[] };

async function measure({ regionId, listeners }: Work) {
  const rows = listeners.map(({ loadBalancerId, listenerPort }): PlannedRow => {
    const values = { regionId, loadBalancerId, listenerPort: String(listenerPort), startAfterCreate: true };
    return {
      action: 'create',
      spec: listenerSchema.parse(example(values)),
      listener: { regionId, loadBalancerId, listenerPort },
      protocol: 'tcp',
      loadBalancerName: null,
      skip: null,
      onlyIfStopped: false,
    };
  });
  const settings = { set: {}, lists: [], acknowledged: [] };
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  const runId = await writeRun({ kind: 'plan', settings, rows, actor: localActor('127.0.0.1') });
  await executeRuns();
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const run = await readRun(runId);
  return { seconds, cpuSeconds: (user + system) / 1e6, done: run?.counts.done ?? 0 };
}

forgetConfig();
// As after every start: the regions are known before anything is requested.
const regions = await describeRegions();
if (!regions.ok) throw new Error(regions.error.message);
process.on('message', (work: Work) => void measure(work).then((figures) => process.send?.(figures)));
// It waits for messages until it is stopped.
process.channel?.ref();
process.send?.('ready');

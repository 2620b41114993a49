import { forgetConfig } from '@/lib/config';
import { example } from '@/lib/listeners/testing/example';
import { localActor } from '@/lib/model/actor';
import { listenerSchema } from '@/lib/model/schema';
import { describeRegions } from '@/lib/slb/operations/regions';
import { executeRuns } from '../executor';
import { readRun } from '../read-runs';
import { writeRun, type PlannedRow } from '../write-run';

/**
 * Run by `npm run bench -- runs`: executes a plan that creates and starts listeners on instances of a sandbox, and prints
 * how long it took as JSON. Arguments: the region, how many listeners on each instance, the instances.
 */

const [regionId = '', each = '', ...instances] = process.argv.slice(2);
forgetConfig();
// As after every start: the regions are known before anything is requested.
const regions = await describeRegions();
if (!regions.ok) throw new Error(regions.error.message);

const rows = instances.flatMap((loadBalancerId) =>
  Array.from({ length: Number(each) }, (_, index): PlannedRow => {
    const listenerPort = 8000 + index;
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
  }),
);
const settings = { set: {}, lists: [], acknowledged: [] };
const startedAt = performance.now();
const runId = await writeRun({ kind: 'plan', settings, rows, actor: localActor('127.0.0.1') });
await executeRuns();
const seconds = (performance.now() - startedAt) / 1000;
const run = await readRun(runId);
process.stdout.write(`${JSON.stringify({ seconds, done: run?.counts.done ?? 0 })}\n`);
process.exit();

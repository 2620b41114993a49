import 'server-only';
import { executeRuns } from './executor';
import { writeRun, type PlannedRun } from './write-run';

/** Writes a run durably and executes it in the background; returns its id. Throws as `writeRun` does. */
export async function startRun(planned: PlannedRun): Promise<number> {
  const runId = await writeRun(planned);
  void executeRuns();
  return runId;
}

import { executeRuns } from '../executor';

/** A process that executes the runs of its data folder until it is killed. */

// Without its parent nobody is left to kill it.
process.once('disconnect', () => process.exit());

await executeRuns();
process.exit();

import { executeRuns } from '../executor';

/** A process that executes its data folder's runs until it is killed. */

// Without its parent nobody is left to kill it.
process.once('disconnect', () => process.exit());

await executeRuns();
process.exit();

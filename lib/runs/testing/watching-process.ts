import { processId } from '@/lib/activity/append';
import { watchRuns } from '../executor';

/** A process of Sluice that executes runs when it may, and waits for them otherwise, until it is killed. */

// Without its parent nobody is left to kill it.
process.once('disconnect', () => process.exit());

watchRuns();
process.send?.(processId());

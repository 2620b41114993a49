import { beginActivity } from '../record';
import { writeOn } from './write';

// Without its parent nobody is left to kill it.
process.once('disconnect', () => process.exit());

/** A process that begins a write, says so, and never learns the outcome. */
await beginActivity(writeOn(443));
process.send?.('begun');

import { recordActivity } from '../record';
import { writeOn, succeeded } from './write';

// Without its parent nobody is left to kill it.
process.once('disconnect', () => process.exit());

/** A process that keeps recording and says so after each entry, until it is killed. */
for (let listenerPort = 1; ; listenerPort = (listenerPort % 65_535) + 1) {
  await recordActivity({ ...writeOn(listenerPort), ...succeeded });
  await new Promise((resolve) => process.send?.(listenerPort, resolve));
}

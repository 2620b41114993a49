import { expect, it } from 'vitest';
import { listenersJson } from '@/lib/listeners/export';
import { coverageOf } from '@/lib/listeners/export-coverage';
import { listenersOf } from '@/lib/listeners/overview-types';
import { disturb } from '@/lib/testing/truth/adversary';
import { diceOf } from '@/lib/testing/truth/dice';
import { foreignClient } from '@/lib/testing/truth/foreign-client';
import { liesIn, type Said } from '@/lib/testing/truth/said';
import { readState, REGION_IDS } from '@/lib/testing/truth/state';
import { readOverview } from './overview';
import { fill, inventoryWorld, rereadAll, settled } from './testing/world';

/** The rows of the list, as an export says them, against what the sandbox holds: a short piece of `npm run truth`, without a browser. */

const world = inventoryWorld();
const ROUNDS = 5;

it.each([8, 21])(
  'what is said is so, or marked, whatever others do (seed %i)',
  { timeout: 60_000 },
  async (seed) => {
    const sandbox = world.sandbox();
    await sandbox.settings({ transitionMillis: 0 });
    const client = foreignClient(`http://127.0.0.1:${sandbox.port}`);
    const dice = diceOf(seed);
    await fill();
    for (let round = 1; round <= ROUNDS; round += 1) {
      const done = await disturb({ sandbox, client, dice }, 6);
      const sinceMillis = Date.now();
      await rereadAll(REGION_IDS);
      await settled();
      const regions = await readOverview(REGION_IDS);
      const text = [
        ...listenersJson(
          {
            rows: listenersOf(regions),
            columns: ['status', 'instance', 'backend', 'scheduler', 'bandwidth', 'access', 'description'],
            coverage: coverageOf(regions),
            // What other calls tell of a row is read where a screen shows it: the browser's part of this judges its age.
            readAtMillis: () => 0,
          },
          new Date(),
        ),
      ].join('');
      const said = { ...(JSON.parse(text) as Said) };
      expect(
        liesIn(said, await readState(sandbox), sinceMillis),
        `seed ${seed}, round ${round}, after:\n${done.join('\n')}`,
      ).toEqual([]);
    }
  },
);

import { afterEach, expect, it } from 'vitest';
import { listenersJson } from '@/lib/listeners/list/export';
import { coverageOf } from '@/lib/listeners/list/export-coverage';
import { listenersOf } from './joined-rows';
import type { RegionOverview } from '@/lib/model/list-row';
import { disturb } from '@/lib/testing/truth/adversary';
import { diceOf } from '@/lib/testing/truth/dice';
import { foreignClient } from '@/lib/testing/truth/foreign-client';
import { liesIn, marksIn, type Said } from '@/lib/testing/truth/said';
import { readState, REGION_IDS, type State } from '@/lib/testing/truth/state';
import { oldestFactTimes } from './fact-ages';
import { endHealthSweep, renewHealth } from './health-sweep';
import { observedHealth } from './observed-health';
import { readOverview, readTimes } from './overview';
import { rereadScreen } from './screen';
import { fill, inventoryWorld, settled } from './testing/world';

/**
 * The rows of the list, as exported, compared with what the sandbox has: a short version of `npm run truth`, without a
 * browser.
 */

const world = inventoryWorld();
const ROUNDS = 3;

afterEach(() => endHealthSweep());

it.each([8, 21])(
  'what is shown is true, or marked, whatever others do (seed %i)',
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
      await refreshed();
      const state = await readState(sandbox);
      expect(
        [...liesIn(await saidNow(), state, sinceMillis), ...(await liesAboutProtection(state))],
        `seed ${seed}, round ${round}, after:\n${done.join('\n')}`,
      ).toEqual([]);
    }

    await sandbox.clearFaults();
    const sinceMillis = Date.now();
    await refreshed();
    const said = await saidNow();
    expect(marksIn(said, sinceMillis), `seed ${seed}, when all is quiet`).toEqual([]);
    expect(liesIn(said, await readState(sandbox), sinceMillis)).toEqual([]);
  },
);

/** Everything read again, like "Refresh now" with every row on screen. */
async function refreshed(): Promise<void> {
  // Twice: rows that came with the first read are on screen for the second one.
  for (const _ of [1, 2]) {
    const onScreen = listenersOf(await readOverview(REGION_IDS));
    const health = renewHealth({ regionIds: REGION_IDS, onScreen }, { whole: true });
    await rereadScreen({ regionIds: REGION_IDS, instances: onScreen, whole: true, patienceMillis: 20_000 });
    await health;
    await settled();
  }
}

async function saidNow(): Promise<Said> {
  const regions = await readOverview(REGION_IDS);
  const [listenerReadAt, oldestOf] = [await readTimes(), await oldestFactTimes()];
  const lines = listenersJson({
    rows: listenersOf(regions),
    columns: ['status', 'instance', 'backend', 'scheduler', 'bandwidth', 'access', 'healthy', 'description'],
    coverage: coverageOf(regions),
    readAtMillis: (row) => {
      const at = listenerReadAt(row);
      return at === null ? null : oldestOf(row, at);
    },
    health: await observedHealth(),
    nowMillis: Date.now(),
  });
  return JSON.parse([...lines].join('')) as Said;
}

/** No file contains it, and it decides what may be done to a row. */
async function liesAboutProtection(state: State): Promise<string[]> {
  const isMarked = (region: RegionOverview): boolean => region.state !== 'read' || region.behind !== null;
  const regions = (await readOverview(REGION_IDS)).filter((region) => !isMarked(region));
  return listenersOf(regions).flatMap(({ loadBalancerId, loadBalancer }) => {
    const said = loadBalancer.modificationProtection.status;
    const is = state.loadBalancers.find((each) => each.loadBalancerId === loadBalancerId);
    if (is === undefined || said === is.modificationProtection.status) return [];
    return [`protection of ${loadBalancerId}: said ${said}, is ${is.modificationProtection.status}`];
  });
}

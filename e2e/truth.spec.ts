import { expect, test } from './support/sluice';
import { disturb } from '@/lib/testing/truth/adversary';
import { diceOf } from '@/lib/testing/truth/dice';
import { foreignClient } from '@/lib/testing/truth/foreign-client';
import { liesIn, marksIn, type SaidListener } from '@/lib/testing/truth/said';
import { readState, type State } from '@/lib/testing/truth/state';
import { openFreshList } from './verbs/list';
import {
  liesOfCsv,
  liesOfFilters,
  liesOfList,
  liesOfListenerPage,
  liesOfPalette,
  liesOfRun,
  saidOf,
  TRUTH_LIST,
} from './verbs/truth';

/**
 * An adversary changes the cloud behind Sluice's back while Sluice is being used. After each quiet moment everything
 * Sluice shows is compared with the actual state: equal, or marked as older or unknown. `npm run truth -- --minutes 10
 * --seed 3` does it for longer.
 */

const seed = Number(process.env['SLUICE_TRUTH_SEED'] ?? 8);
const minutes = Number(process.env['SLUICE_TRUTH_MINUTES'] ?? 0);
/** Without a time, as many rounds as the suite has patience for. */
const ROUNDS = 2;
const ACTS = 6;
/** How long Sluice may take, after a refresh, until all of it is so: also on a machine that does much else. */
const PATIENCE_MILLIS = 30_000;

test(`what Sluice shows is true, whatever others do in the meantime (seed ${seed})`, async ({
  page,
  context,
  request,
  sandbox,
  sluice,
}) => {
  test.setTimeout(minutes * 60_000 + 180_000);
  const dice = diceOf(seed);
  const client = foreignClient(sluice.sandboxUrl);
  const single = await context.newPage();
  await page.goto(TRUTH_LIST, { timeout: 60_000 });
  await expect(page.getByLabel('Pagination and data age')).not.toContainText('Updating', {
    timeout: 60_000,
  });
  await openFreshList(page, TRUTH_LIST);

  const refresh = async (): Promise<number> => {
    const sinceMillis = Date.now();
    await page.bringToFront();
    await page.getByRole('button', { name: 'Refresh now' }).click();
    return sinceMillis;
  };
  const lies = async (sinceMillis: number): Promise<string[]> => {
    const said = await saidOf(request);
    if (said === null) return [];
    return [
      ...liesIn(said, await readState(sandbox), sinceMillis),
      ...(await liesOfList(page, said)),
      ...(await liesOfFilters(request, said)),
      ...(await liesOfCsv(request, said)),
    ];
  };
  /** Of one listener that is said to be as it is now. */
  const liesOfOne = async (choice: number): Promise<string[]> => {
    const [said, state] = [await saidOf(request), await readState(sandbox)];
    const marked = [...(said?.missing ?? []), ...(said?.outdated ?? [])].map(({ regionId }) => regionId);
    const rows = (said?.listeners ?? []).filter(
      ({ protocol, regionId }) => protocol === 'tcp' && !marked.includes(regionId),
    );
    const row = rows[choice % rows.length];
    if (row === undefined) return [];
    const is = state.listeners.find(
      ({ loadBalancerId, listenerPort }) =>
        loadBalancerId === row.loadBalancerId && listenerPort === row.listenerPort,
    );
    const wrong = await liesOfPalette(page, row);
    if (is !== undefined) wrong.push(...(await liesOfListenerPage(single, is, row.loadBalancerName)));
    return wrong;
  };
  /** A few that are said to run, wherever they are. */
  const fewRunning = async (choice: number): Promise<SaidListener[]> => {
    const running = ((await saidOf(request))?.listeners ?? []).filter(
      ({ protocol, status }) => protocol === 'tcp' && status === 'running',
    );
    const from = running.length === 0 ? 0 : choice % running.length;
    return running.slice(from, from + 3);
  };

  const stateNow = (): Promise<State> => readState(sandbox);

  const endsAt = Date.now() + minutes * 60_000;
  for (let round = 1; minutes > 0 ? Date.now() < endsAt : round <= ROUNDS; round += 1) {
    const done = await disturb({ sandbox, client, dice }, ACTS);
    const message = `seed ${seed}, round ${round}, after:\n${done.join('\n')}`;
    const sinceMillis = await refresh();
    await expect.poll(() => lies(sinceMillis), { message, timeout: PATIENCE_MILLIS }).toEqual([]);
    const choice = dice.below(1_000);
    await expect.poll(() => liesOfOne(choice), { message, timeout: PATIENCE_MILLIS }).toEqual([]);
    expect((await liesOfRun(single, await fewRunning(choice), stateNow)) ?? [], message).toEqual([]);
    if (minutes > 0) process.stdout.write(`Round ${round}: ${done.join('; ')}\n`);
  }

  await sandbox.clearFaults();
  const sinceMillis = await refresh();
  await expect
    .poll(
      async () => {
        const said = await saidOf(request);
        return said === null ? ['nothing'] : [...marksIn(said, sinceMillis), ...(await lies(sinceMillis))];
      },
      { message: `seed ${seed}, when all is quiet`, timeout: PATIENCE_MILLIS },
    )
    .toEqual([]);
  const ofLastRun = await liesOfRun(single, await fewRunning(dice.below(1_000)), stateNow);
  // After many rounds nothing may be left that can be stopped; in the suite there is.
  expect(minutes > 0 ? (ofLastRun ?? []) : ofLastRun).toEqual([]);

  // The tests that come after on this Sluice find it as they expect it.
  await sandbox.reset('demo');
  const sinceReset = await refresh();
  await expect.poll(() => lies(sinceReset), { timeout: PATIENCE_MILLIS }).toEqual([]);
});

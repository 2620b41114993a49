import { withOwnServer } from './support/server';
import { expect, test } from './support/sluice';
import { runWriteAdversary } from './truth/write-adversary';

/** A short piece of the adversary for writes; `npm run truth -- --writes --seed N --minutes M` is the longer one. */

const HORIZON_MILLIS = 1_200;
const seed = Number(process.env['SLUICE_TRUTH_SEED'] ?? 11);
const minutes = Number(process.env['SLUICE_TRUTH_MINUTES'] ?? 0);

test('no write leaves a state that nobody requested last, is reported as done and was not, or is unknown without a warning before the next', async ({
  sandbox,
  sluice,
}) => {
  test.setTimeout(minutes * 60_000 + 120_000);
  const { sandboxUrl } = sluice;
  await withOwnServer({ sandboxUrl, horizonMillis: HORIZON_MILLIS }, async (server) => {
    const { wrong, log, rounds, writes } = await runWriteAdversary({
      seed,
      rounds: 1,
      untilMillis: Date.now() + minutes * 60_000,
      server,
      sandbox,
      horizonMillis: HORIZON_MILLIS,
    });
    expect(wrong, `seed ${seed}, after ${rounds} rounds:\n${log.join('\n')}`).toEqual([]);
    expect(writes).toBeGreaterThan(5);
  });
});

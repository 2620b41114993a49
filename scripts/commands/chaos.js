import { ensureBuilt } from '../lib/build.js';
import { runChaos } from '../lib/chaos/run-chaos.js';
import { optionsFrom } from '../lib/options.js';
import { Problem } from '../lib/problem.js';
import { endOnRequest, stopChildren } from '../lib/processes.js';

/**
 * `npm run chaos -- [--seed N] [--seconds 120] [--processes 3] [--listeners 300] [--limit 40]`: Sluice processes on one
 * PostgreSQL and one sandbox, killed and restarted at random while they change listeners in runs. With the seed of an
 * earlier failure, the same is killed at the same times. `--limit`: calls a second to SLB.
 *
 * @param {string[]} args
 */
export async function chaos(args) {
  endOnRequest({ exitCode: 130 });
  const options = optionsOf(args);
  await ensureBuilt();
  console.log(
    `Seed ${options.seed}: ${options.processes} processes, ${options.listeners} listeners, ${options.limit} calls a second, for ${options.seconds} s and until the last run ends.`,
  );
  const findings = await runChaos({ ...options, say: (sentence) => console.log(sentence) });
  for (const finding of findings) console.log(`WRONG  ${finding}`);
  console.log(
    findings.length === 0
      ? 'Nothing was done twice, nothing was lost, and no limit was exceeded.'
      : `Repeat it with --seed ${options.seed}.`,
  );
  await stopChildren();
  process.exit(findings.length === 0 ? 0 : 1);
}

/** @param {string[]} args */
function optionsOf(args) {
  const { seed, ...others } = optionsFrom(args, {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    seconds: { type: 'string', default: '120' },
    processes: { type: 'string', default: '3' },
    listeners: { type: 'string', default: '300' },
    limit: { type: 'string', default: '40' },
  });
  const numbers = Object.entries(others).map(([name, text]) => [name, numberOf(name, text, 1)]);
  const { seconds, processes, listeners, limit } = Object.fromEntries(numbers);
  return { seed: numberOf('seed', seed, 0), seconds, processes, listeners, limit };
}

/**
 * @param {string} name
 * @param {string} text
 * @param {number} least
 */
function numberOf(name, text, least) {
  if (!/^\d{1,9}$/.test(text) || Number(text) < least)
    throw new Problem(`--${name} must be a whole number from ${least}.`);
  return Number(text);
}

import { firstThatRuns, onPath, runs } from './executables.js';
import { Problem } from './problem.js';

/** What one calls itself. */
const version = /firefox/i;

/**
 * A Firefox for its smoke test: the one named, or one of the system. None is downloaded.
 *
 * @returns {Promise<string | null>} path of an executable that was verified to run
 * @throws {Problem} when the one named does not run
 */
export async function presentFirefox() {
  const named = process.env.SLUICE_FIREFOX;
  if (!named) {
    const system = onPath(['firefox-esr', 'firefox'], process.env);
    return firstThatRuns([...system, '/Applications/Firefox.app/Contents/MacOS/firefox'], version);
  }
  if (await runs(named, version)) return named;
  throw new Problem(`SLUICE_FIREFOX is "${named}", which is no Firefox that runs.`);
}

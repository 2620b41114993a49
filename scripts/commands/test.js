import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../lib/build.js';
import { affectedSince } from '../lib/changes.js';
import { findChromium } from '../lib/chromium.js';
import { journeyPattern } from '../lib/journeys.js';
import { presentPostgres } from '../lib/postgres.js';
import { Problem } from '../lib/problem.js';
import { endOnRequest, run } from '../lib/processes.js';
import { root } from '../lib/root.js';
import { tallyPlaywright, tallyVitest } from '../lib/tally.js';

/**
 * @typedef {import('../lib/tally.js').Tally} Tally
 * @typedef {Awaited<ReturnType<typeof affectedSince>>} Affected
 */

/**
 * `npm test`: every check there is, and of the browser tests those of the main journeys. `npm test -- --all`: every
 * browser test, and the tests of what Sluice keeps on PostgreSQL as well. `npm test -- --changed [REF]`: of the tests, only those affected by what differs from a commit (HEAD by
 * default).
 *
 * @param {readonly string[]} args
 */
export async function test(args) {
  const { ref, all } = optionsIn(args);
  await withSteps(async (steps) => {
    const affected = ref === null ? null : await affectedSince(ref);
    await steps.quick();
    await steps.chromium();
    await steps.unit(affected);
    if (all) await steps.postgres();
    await steps.browser(affected, all);
  });
}

/** `npm run check`: everything that needs no build. All at once: the unit tests leave a processor idle now and then. */
export async function check() {
  await withSteps((steps) => Promise.all([steps.quick(), steps.unit(null)]));
}

/**
 * @param {readonly string[]} args
 * @returns {{ ref: string | null; all: boolean }} `ref` is a commit
 */
function optionsIn(args) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { all: { type: 'boolean' }, changed: { type: 'boolean' } },
      allowPositionals: true,
    });
    if (values.changed && !values.all && positionals.length <= 1)
      return { ref: positionals[0] ?? 'HEAD', all: false };
    if (!values.changed && positionals.length === 0) return { ref: null, all: values.all ?? false };
  } catch {
    // Thrown below.
  }
  throw new Problem('Usage: npm test [-- --all | --changed [REF]]');
}

/**
 * Everything the steps write goes into one temporary folder, removed at the end. A failing step does not keep the next
 * from running, unless that one would only fail for the same reason.
 *
 * @param {(steps: ReturnType<typeof stepsOf>) => Promise<unknown>} work
 */
async function withSteps(work) {
  const scratch = mkdtempSync(join(tmpdir(), 'sluice-test-'));
  // PostgreSQL, which does not run as root, has its folder in it.
  chmodSync(scratch, 0o711);
  const clean = () => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  // Test runners stop what they started when they are interrupted, not when they are terminated.
  endOnRequest({ exitCode: 130, ask: 'SIGINT', last: clean });
  /** @type {Required<Tally>} */
  const total = { passed: 0, failed: 0, unsteady: 0 };
  try {
    await work(stepsOf(scratch, total));
  } finally {
    clean();
    // A bug of the test or of the product, though not of this change: named above by the browser tests.
    const unsteady = total.unsteady === 0 ? '' : `, ${total.unsteady} only when run again`;
    console.log(`\n${total.passed} passed, ${total.failed} failed${unsteady}`);
  }
  if (total.failed > 0) process.exit(1);
}

/**
 * @param {string} scratch
 * @param {Required<Tally>} total
 */
function stepsOf(scratch, total) {
  const env = {
    ...process.env,
    NEXT_TELEMETRY_DISABLED: '1',
    TMPDIR: scratch,
    TMP: scratch,
    TEMP: scratch,
    // Chromium stores its crash reports here, whatever its profile folder.
    XDG_CONFIG_HOME: join(scratch, 'config'),
  };
  const tool = (
    /** @type {string} */ program,
    /** @type {readonly string[]} */ args,
    { capture = false } = {},
  ) => run(process.execPath, [join(root, 'node_modules', program), ...args], { cwd: root, env, capture });

  /**
   * @param {string} heading
   * @param {() => Promise<Tally>} work
   * @returns {Promise<boolean>} whether nothing failed
   */
  async function step(heading, work) {
    console.log(`\n── ${heading}`);
    const started = Date.now();
    /** @type {Tally} */
    let tally;
    try {
      tally = await work();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      console.error(error.message);
      tally = { passed: 0, failed: 1 };
    }
    total.passed += tally.passed;
    total.failed += tally.failed;
    total.unsteady += tally.unsteady ?? 0;
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`── ${heading}: ${tally.failed === 0 ? 'good' : `${tally.failed} wrong`} after ${seconds} s`);
    return tally.failed === 0;
  }

  /**
   * A check that passes or fails as a whole. Its output is printed at its end, since others run in parallel.
   *
   * @param {string} heading
   * @param {readonly [program: string, ...args: string[]][]} commands the next one runs if the one before succeeded
   */
  function checkOf(heading, commands) {
    return step(heading, async () => {
      for (const [program, ...args] of commands) {
        const { code, output } = await tool(program, args, { capture: true });
        if (code !== 0) throw new Problem(output.trimEnd());
      }
      return { passed: 1, failed: 0 };
    });
  }

  const build = () =>
    step('Build', async () => {
      await ensureBuilt();
      return { passed: 1, failed: 0 };
    });

  return {
    quick: () =>
      Promise.all([
        checkOf('Format', [['oxfmt/bin/oxfmt', '--check', '.']]),
        checkOf('Lint', [['oxlint/bin/oxlint', '--deny-warnings']]),
        checkOf('Types', [
          ['next/dist/bin/next', 'typegen'],
          ['typescript/bin/tsc', '--noEmit', '--incremental', 'false'],
        ]),
      ]),

    /** The component tests among the unit tests run only where there is one. */
    chromium: () =>
      step('Chromium', async () => {
        env.SLUICE_CHROMIUM = await findChromium();
        return { passed: 1, failed: 0 };
      }),

    /** @param {Affected | null} affected */
    unit: (affected) =>
      step('Unit tests', async () => {
        const report = join(scratch, 'vitest.json');
        const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
        const what = affected === null ? ['run'] : ['related', '--run', ...affected.unit];
        const { code } = await tool('vitest/vitest.mjs', [...what, '--project=!postgres', ...reporters]);
        return tallyVitest(report, code);
      }),

    /** The tests of what Sluice keeps, once more on the other database. */
    async postgres() {
      if (presentPostgres() === null) {
        console.log(
          '\n── Tests on PostgreSQL: skipped, since there is no PostgreSQL 15 or newer on this machine',
        );
        return;
      }
      // Some serve it.
      if (!(await build())) return;
      await step('Tests on PostgreSQL', async () => {
        const report = join(scratch, 'vitest-postgres.json');
        const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
        const { code } = await tool('vitest/vitest.mjs', ['run', '--project=postgres', ...reporters]);
        return tallyVitest(report, code);
      });
    },

    /**
     * @param {Affected | null} affected
     * @param {boolean} all if none is known to be affected
     */
    async browser(affected, all) {
      if (affected?.browser.length === 0) {
        console.log('\n── Browser tests: the change affects none');
        return;
      }
      if (!(await build())) return;
      await step('Browser tests', async () => {
        const report = join(scratch, 'playwright.json');
        env.PLAYWRIGHT_JSON_OUTPUT_FILE = report;
        env.PWTEST_CACHE_DIR = join(scratch, 'playwright-cache');
        const which = affected?.browser ?? (all ? [] : ['--grep', journeyPattern().source]);
        const { code } = await tool('@playwright/test/cli.js', ['test', '--reporter=list,json', ...which]);
        return tallyPlaywright(report, code);
      });
    },
  };
}

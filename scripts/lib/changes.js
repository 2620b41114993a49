import { isShipped } from './build.js';
import { Problem } from './problem.js';
import { run } from './processes.js';
import { root } from './root.js';

/**
 * Which browser tests a change to these files affects. An area is a part of the product with its own group of browser
 * tests; shipped files outside every area affect all of them.
 *
 * @type {readonly { files: RegExp, specs: RegExp }[]}
 */
export const areas = [
  { files: /^(?:components|app\/\(console\))\/activity\//, specs: /^e2e\/activity\b/ },
  { files: /^(?:components|app\/\(console\))\/runs\//, specs: /^e2e\/runs\b/ },
  { files: /^components\/listeners\/form\//, specs: /^e2e\/(?:form|edit)\b/ },
  { files: /^components\/listeners\/detail\//, specs: /^e2e\/listener\b/ },
  {
    files:
      /^(?:components\/listeners\/(?:table|filter|selection|views|freshness|peek)|app\/\(console\)\/listeners\/\(list\)\/@peek)\//,
    specs: /^e2e\/list\b/,
  },
  { files: /^components\/listeners\/code\//, specs: /^e2e\/(?:form|edit|listener|list|runs)\b/ },
  { files: /^scripts\/(?!lib\/build\.js$)/, specs: /^e2e\/(?:start|stopping)\b/ },
];

/** Code that tests run as a separate process, and what starts it: `vitest related` finds no import between the two. */
const processes = [
  { files: /^lib\/sandbox\//, startedBy: ['lib/slb/testing/sandbox.ts', 'lib/sandbox/testing/process.ts'] },
  { files: /^lib\/runs\/testing\//, startedBy: ['lib/runs/testing/fork-executor.ts'] },
  { files: /^lib\/activity\/testing\//, startedBy: ['lib/activity/testing/fork.ts'] },
  { files: /^scripts\//, startedBy: ['scripts/commands/verify-activity.test.ts'] },
];

/**
 * What to run for a change: the files to pass to `vitest related`, and browser tests.
 *
 * @param {readonly string[]} changed paths relative to the checkout
 * @param {{ specs: readonly string[], readers: readonly string[] }} all every browser test file, and the unit test files that
 *   read other files instead of importing them
 */
export function affectedBy(changed, { specs, readers }) {
  const unit = [
    ...readers,
    ...changed.filter((path) => /\.(?:tsx?|js|json|css)$/.test(path)),
    ...processes
      .filter(({ files }) => changed.some((path) => files.test(path)))
      .flatMap(({ startedBy }) => startedBy),
  ];
  const browser = specs.filter((spec) =>
    changed.some((path) => {
      if (path === spec) return true;
      const area = areas.find(({ files }) => files.test(path));
      if (area !== undefined) return !/\.test\.tsx?$/.test(path) && area.specs.test(spec);
      return isShipped(path) || path === 'playwright.config.ts' || /^e2e\/(?!.*\.spec\.ts$)/.test(path);
    }),
  );
  return { unit: [...new Set(unit)], browser };
}

/**
 * The same for all files that differ from a commit, untracked ones included.
 *
 * @param {string} ref
 */
export async function affectedSince(ref) {
  const [differing, untracked, specs, readers] = await Promise.all([
    // A moved file affects the tests of both places.
    git('diff', '--name-only', '--no-renames', ref, '--'),
    git('ls-files', '--others', '--exclude-standard'),
    git('ls-files', '--cached', '--others', '--exclude-standard', 'e2e/**.spec.ts'),
    git(
      'grep',
      '--untracked',
      '-lE',
      'readFileSync|readdirSync|readFile|readText',
      '--',
      '*.test.ts',
      '*.test.tsx',
    ),
  ]);
  return affectedBy([...differing, ...untracked], { specs, readers });
}

/**
 * @param {string[]} args
 * @returns {Promise<string[]>} the lines it prints
 */
async function git(...args) {
  const { code, output } = await run('git', args, { cwd: root, capture: true });
  if (code !== 0) throw new Problem(`git ${args[0]} failed: ${output.trimEnd()}`);
  return output.split('\n').filter((line) => line !== '');
}

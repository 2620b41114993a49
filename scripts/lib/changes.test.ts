import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { affectedBy, affectedSince, areas } from './changes';
import { root } from './root.js';

const specs = [
  'e2e/activity.spec.ts',
  'e2e/form/fields.spec.ts',
  'e2e/list-rows.spec.ts',
  'e2e/start.spec.ts',
];
const browserTestsFor = (...changed: string[]) => affectedBy(changed, { specs, readers: [] }).browser;

describe('the browser tests affected by a change', () => {
  test.each([
    ['one area: its own', 'components/listeners/form/fields/name.tsx', ['e2e/form/fields.spec.ts']],
    ['the page of an area: its own', 'app/(console)/activity/page.tsx', ['e2e/activity.spec.ts']],
    ['shared components: all', 'components/ui/button.tsx', specs],
    ['the domain: all', 'lib/listeners/list/filter/tree.ts', specs],
    ['the configuration of the build: all', 'next.config.js', specs],
    ['what the browser tests share: all', 'e2e/support/sluice.ts', specs],
    ['the build: all', 'scripts/lib/build.js', specs],
    ['a command: how Sluice starts and stops', 'scripts/commands/start.js', ['e2e/start.spec.ts']],
    ['a browser test: itself', 'e2e/list-rows.spec.ts', ['e2e/list-rows.spec.ts']],
    ['a unit test: none', 'lib/floors.test.ts', []],
    ['a unit test in an area: none', 'components/activity/range.test.ts', []],
    ['a document: none', 'docs/sandbox.md', []],
  ])('%s', (_, changed, expected) => {
    expect(browserTestsFor(changed)).toEqual(expected);
  });

  test('are the sum over its files', () => {
    expect(browserTestsFor('components/activity/entry.tsx', 'scripts/start.js')).toEqual([
      'e2e/activity.spec.ts',
      'e2e/start.spec.ts',
    ]);
  });
});

describe('the unit tests affected by a change', () => {
  const unitFilesFor = (...changed: string[]) =>
    affectedBy(changed, { specs, readers: ['lib/floors.test.ts'] }).unit;

  test('are those that import a changed file, and those that read files', () => {
    expect(unitFilesFor('lib/db/rows.ts', 'README.md')).toEqual(['lib/floors.test.ts', 'lib/db/rows.ts']);
  });

  test('include those that start the sandbox when that changes', () => {
    expect(unitFilesFor('lib/sandbox/main.ts')).toContain('lib/slb/testing/sandbox.ts');
  });
});

test('each area has browser tests, and the named files exist', async () => {
  const everything = await affectedSince('HEAD');
  expect(everything.unit).toContain('scripts/lib/docs.test.ts');
  const list = ['ls-files', '--cached', '--others', '--exclude-standard'];
  const files = execFileSync('git', list, { cwd: root, encoding: 'utf8' }).trimEnd().split('\n');
  const noFile = areas.filter((area) => !files.some((path) => area.files.test(path)));
  const noSpec = areas.filter(
    (area) => !files.some((path) => area.specs.test(path) && path.endsWith('.spec.ts')),
  );
  expect([noFile, noSpec]).toEqual([[], []]);
  const started = affectedBy(files, { specs, readers: [] }).unit;
  expect(started.filter((path) => !files.includes(path))).toEqual([]);
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tallyPlaywright, tallyVitest } from './tally';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-tally-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function report(content: unknown) {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const vitest = { numPassedTests: 5, numFailedTests: 0, testResults: [] };
const playwright = { stats: { expected: 4, unexpected: 0, flaky: 0, skipped: 0 }, errors: [] };

test('counts what passed', () => {
  expect(tallyVitest(report(vitest), 0)).toEqual({ passed: 5, failed: 0 });
  expect(tallyPlaywright(report(playwright), 0)).toEqual({ passed: 4, failed: 0, unsteady: 0 });
});

test('counts what failed, and a file that did not load as one', () => {
  const broken = { status: 'failed', assertionResults: [] };
  expect(tallyVitest(report({ ...vitest, numFailedTests: 2, testResults: [broken] }), 1)).toEqual({
    passed: 5,
    failed: 3,
  });
  expect(
    tallyPlaywright(
      report({ stats: { expected: 4, unexpected: 2, flaky: 1 }, errors: [{ message: 'x' }] }),
      1,
    ),
  ).toEqual({ passed: 5, failed: 3, unsteady: 1 });
});

test('a browser test that passed on retry has passed, and is counted separately', () => {
  const stats = { expected: 4, unexpected: 0, flaky: 2 };
  expect(tallyPlaywright(report({ stats, errors: [] }), 0)).toEqual({ passed: 6, failed: 0, unsteady: 2 });
});

test('a run that executed nothing, failed without a reason, or left no report is a failure', () => {
  expect(tallyVitest(report({ ...vitest, numPassedTests: 0 }), 0)).toEqual({ passed: 0, failed: 1 });
  expect(
    tallyPlaywright(report({ ...playwright, stats: { expected: 0, unexpected: 0, flaky: 0 } }), 0),
  ).toEqual({ passed: 0, failed: 1, unsteady: 0 });
  expect(tallyVitest(report(vitest), 1)).toEqual({ passed: 5, failed: 1 });
  expect(tallyPlaywright(join(folder, 'none.json'), 0)).toEqual({ passed: 0, failed: 1 });
});

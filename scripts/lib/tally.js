import { readFileSync } from 'node:fs';

/**
 * `unsteady` counts the passed ones that failed at first.
 *
 * @typedef {{ passed: number, failed: number, unsteady?: number }} Tally
 */

/**
 * Counts a Vitest run from its JSON report. A file that could not be loaded holds no tests and counts as one failure.
 *
 * @param {string} reportFile
 * @param {number} code the run's exit code
 * @returns {Tally}
 */
export function tallyVitest(reportFile, code) {
  const report = readReport(reportFile);
  if (report === null) return { passed: 0, failed: 1 };
  const broken = report.testResults.filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ file) =>
      file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  return settle({ passed: report.numPassedTests, failed: report.numFailedTests + broken }, code);
}

/**
 * Counts a Playwright run from its JSON report; `errors` are failures outside any test. A test that passed on retry has
 * passed, and is counted as unsteady (decision 034).
 *
 * @param {string} reportFile
 * @param {number} code the run's exit code
 * @returns {Tally}
 */
export function tallyPlaywright(reportFile, code) {
  const report = readReport(reportFile);
  if (report === null) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky } = report.stats;
  const counted = settle({ passed: expected + flaky, failed: unexpected + report.errors.length }, code);
  return { ...counted, unsteady: flaky };
}

/**
 * A run that failed for a reason it did not count, or that executed no test at all, is a failure.
 *
 * @param {Tally} tally
 * @param {number} code
 * @returns {Tally}
 */
function settle({ passed, failed }, code) {
  const unexplained = failed === 0 && (code !== 0 || passed === 0);
  return { passed, failed: failed + (unexplained ? 1 : 0) };
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

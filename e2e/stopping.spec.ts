import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from '@playwright/test';
import { root } from '@/scripts/lib/root';
import { type Env, type Launch, isListening, launch, temporaryFolder } from './support/launcher';
import { type Sandbox, sandboxAt } from './support/sandbox';
import { expect, test } from './support/sluice';
import { EDGE_LIST, notice, openFreshList, startListener, STOPPED, STOPPED_IN } from './verbs/list';

const run = promisify(execFile);
const START = 'StartLoadBalancerListener';

type Stage = {
  launched: Launch;
  sandbox: Sandbox;
  url: string;
  dataDir: string;
  openPage: () => Promise<Page>;
};

/**
 * A Sluice of the test's own; SLB answers its next start of a listener after `answerMillis`. That start is in progress
 * when `story` begins.
 */
async function whileAStartIsInProgress(
  browser: Browser,
  answerMillis: number,
  env: Env,
  story: (stage: Stage) => Promise<void>,
): Promise<void> {
  const data = await temporaryFolder();
  const launched = launch({ SLUICE_DATA_DIR: data.path, ...env });
  const outcome = await launched.outcome;
  if (outcome.kind === 'ended' || outcome.sandboxUrl === null) throw new Error(launched.output());
  const context = await browser.newContext({ baseURL: outcome.url, locale: 'en-US' });
  try {
    const sandbox = sandboxAt(outcome.sandboxUrl);
    await sandbox.fault({ action: START, kind: 'latency', count: 1, millis: answerMillis });
    const openPage = () => context.newPage();
    const page = await openPage();
    await openFreshList(page, EDGE_LIST);
    await startListener(page, STOPPED);
    // Written right before the call leaves.
    await expect.poll(() => checkOf(data.path)).toContain('begun without an outcome');
    await story({ launched, sandbox, url: outcome.url, dataDir: data.path, openPage });
  } finally {
    await context.close();
    launched.kill('SIGKILL');
    await launched.ended;
    await data.remove();
  }
}

/** What verify-activity says about a data folder. */
async function checkOf(dataDir: string): Promise<string> {
  const { stdout } = await run(process.execPath, [
    join(root, 'scripts/verify-activity.js'),
    '--data',
    dataDir,
  ]);
  return stdout;
}

test('a stop waits for the response of a change that was sent, serves pages in the meantime and accepts no further change', async ({
  browser,
}) => {
  await whileAStartIsInProgress(browser, 8_000, {}, async ({ launched, sandbox, url, dataDir, openPage }) => {
    const other = await openPage();
    await openFreshList(other, '/listeners?regions=cn-shanghai');
    launched.kill('SIGTERM');
    await expect
      .poll(launched.output)
      .toMatch(/^Sluice is stopping: 1 change that was sent has no response from SLB yet/m);
    expect((await fetch(`${url}/activity`)).status).toBe(200);
    await startListener(other, STOPPED_IN['cn-shanghai']);
    await expect(notice(other, 'alert', STOPPED_IN['cn-shanghai'])).toContainText('Sluice is stopping');

    const seen = await sandbox.requests(START);
    expect(seen.length).toBeLessThanOrEqual(1);
    expect(await launched.ended).toBe(0);
    expect(await isListening(sandbox.url)).toBe(false);
    expect(await checkOf(dataDir)).not.toContain('begun without an outcome');
  });
});

test('a change that is not answered within the horizon is recorded as unknown when Sluice stops', async ({
  browser,
}) => {
  const horizon = { SLUICE_SLB_WRITE_HORIZON_MS: '3000' };
  await whileAStartIsInProgress(browser, 60_000, horizon, async ({ launched, dataDir }) => {
    launched.kill('SIGTERM');
    expect(await launched.ended).toBe(0);
    expect(await checkOf(dataDir)).not.toContain('begun without an outcome');
  });
});

test('a second signal ends all at once', async ({ browser }) => {
  await whileAStartIsInProgress(browser, 60_000, {}, async ({ launched, sandbox, url }) => {
    launched.kill('SIGINT');
    await expect.poll(launched.output).toContain('Sluice is stopping: 1 change');
    let hasEnded = false;
    void launched.ended.then(() => (hasEnded = true));
    await expect
      .poll(() => {
        launched.kill('SIGINT');
        return hasEnded;
      })
      .toBe(true);
    expect(await launched.ended).toBe(1);
    expect(await isListening(url)).toBe(false);
    expect(await isListening(sandbox.url)).toBe(false);
  });
});

import { sandboxAt } from './support/sandbox';
import { expect, invite, test } from './support/team';
import { expectProgress, run, selectFirstPages } from './verbs/runs';
import { acceptLink } from './verbs/sign-in';

test.use({ teamName: 'run' });

const OPERATOR = 'olga@example.com';
const STOP = 'StopLoadBalancerListener';

test('a run stops in the middle when its starter is disabled, says why, and what was done stays done', async ({
  page,
  browser,
  team,
}) => {
  test.setTimeout(180_000);
  const sandbox = sandboxAt(team.sandboxUrl);
  await sandbox.reset('large');
  const admin = await browser.newPage({ ignoreHTTPSErrors: true, locale: 'en-US', baseURL: team.url });
  await acceptLink(admin, await team.setUpLink(), { name: 'Ada', email: 'ada@example.com' });
  await admin.waitForURL(/\/listeners(?:\?|$)/);
  await acceptLink(page, invite(team, OPERATOR, 'operator'), { name: 'Olga' });
  await page.waitForURL(/\/listeners(?:\?|$)/);

  await selectFirstPages(page, 2);
  await sandbox.fault({ action: STOP, share: 1, kind: 'latency', millis: 1500 });
  await run(page, /^Stop 42$/, 'Stop 42');
  await expectProgress(page, /\b[1-9]\d* done/);

  await admin.goto('/settings/people');
  await admin.getByText(OPERATOR, { exact: true }).click();
  await admin.getByRole('button', { name: `Disable: ${OPERATOR}` }).click();
  await expect(admin.getByRole('button', { name: `Enable: ${OPERATOR}` })).toBeVisible();
  await admin.goto(new URL(page.url()).pathname);
  await expectProgress(admin, '50 of 50', 30_000);
  await expect(admin.getByText(`Stopped: ${OPERATOR} can no longer make these changes`)).toBeVisible();
  const words = await admin.getByRole('main').innerText();
  const count = (of: string) => Number(new RegExp(`(\\d+) ${of}`).exec(words)?.[1] ?? 0);
  expect(count('cancelled')).toBeGreaterThan(0);
  expect(count('done') + count('cancelled')).toBe(42);
  expect(await sandbox.requests(STOP)).toHaveLength(count('done'));

  // Out at the next request.
  await page.goto('/listeners');
  await expect(page).toHaveURL(/\/sign-in/);
  await admin.context().close();
});

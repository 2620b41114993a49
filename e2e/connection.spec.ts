import type { Page } from '@playwright/test';
import { ACCOUNT, ARN, inCloudMode, PROXY_PASSWORD } from './support/cloud';
import { expect, test } from './support/sluice';
import { axeFindings, eachFace } from './verbs/axe';

test.describe.configure({ timeout: 120_000 });

const CONNECTION = '/settings/connection';

const regionRow = (page: Page, regionId: string) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${regionId}`) }) });

async function checkAgain(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Check again' }).click();
}

test('the badge and the palette lead to the connection, which in the sandbox is the sandbox', async ({
  page,
  sandbox,
}) => {
  await page.goto('/activity');
  await page.getByRole('banner').getByRole('link', { name: 'Sandbox read and write' }).click();
  await expect(page.getByRole('heading', { name: 'Connection', level: 1 })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Nothing can reach the cloud');
  await expect(page.getByRole('main')).toContainText(sandbox.url);
  await expect(regionRow(page, 'cn-hangzhou')).toContainText(/\d instances\d+ ms/);
  await page.goto('/activity');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('connec');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(CONNECTION);
});

test('in cloud mode the connection says who calls, through which proxy, and which actions are missing', async ({
  browser,
  sandbox,
}) => {
  await inCloudMode(browser, sandbox, async (page, cloud) => {
    await sandbox.fault({ action: 'DescribeVServerGroups', kind: 'forbidden', count: 1 });
    await page.goto(CONNECTION);
    const main = page.getByRole('main');
    await expect(regionRow(page, 'cn-hangzhou')).toContainText(/slb\.aliyuncs\.com.*\d ms/);
    await expect(regionRow(page, 'eu-central-1')).toContainText(/slb\.eu-central-1\.aliyuncs\.com.*\d ms/);
    await expect(main).toMatchAriaSnapshot(`
      - heading "Connection" [level=1]
      - button "Check again"
      - heading "Account" [level=2]
      - term: Account ID
      - definition:
        - code: "${ACCOUNT}"
      - term: ARN
      - definition:
        - code: ${ARN}
      - term: Identity
      - definition: RAM user
      - term: Credentials from
      - definition:
        - code: env
      - heading "Network" [level=2]
      - term: SLB host
      - definition:
        - code: slb.aliyuncs.com
      - term: STS host
      - definition:
        - code: sts.aliyuncs.com
      - term: Proxy
      - definition:
        - code: 127.0.0.1:${cloud.proxyPort}
      - term: Clock
      - definition: In sync
      - heading "Regions" [level=2]
    `);
    await expect(main).toContainText('1 action is not permitted.');
    const permission = (action: string) => page.getByRole('row').filter({ hasText: action });
    await expect(permission('slb:DescribeVServerGroups')).toContainText('Missing');
    await expect(permission('slb:DescribeHealthStatus')).toContainText('Allowed');
    await expect(permission('slb:DeleteLoadBalancerListener')).toContainText('Unknown until used');
    await expect(page.getByRole('region', { name: 'Operator' })).toContainText(
      `acs:slb:*:${ACCOUNT}:loadbalancer/*`,
    );
    expect(await page.content()).not.toContain(PROXY_PASSWORD);

    await checkAgain(page);
    await expect(main).toContainText('No missing permissions found.');
    await eachFace(page.context(), page.url(), async (face) => {
      await page.goto(CONNECTION);
      await expect(permission('slb:DescribeHealthStatus')).toBeVisible();
      await expect(page.locator('[aria-busy]')).toHaveCount(0);
      expect(await axeFindings(page, face)).toEqual([]);
    });
    await expect(page.getByRole('heading', { name: '连接', level: 1 })).toBeVisible();
    await expect(main).toContainText('未发现缺少的权限。');
  });
});

test('each failure has its own sentence, on the connection, in the list and in the form', async ({
  browser,
  sandbox,
}) => {
  await inCloudMode(browser, sandbox, async (page, cloud) => {
    const main = page.getByRole('main');
    const failures = [
      ['proxy', () => (cloud.state.proxyUser = 'team:another'), 'Proxy authentication failed.'],
      [
        'certificate',
        () => (cloud.state.certificate = 'expired'),
        'The endpoint’s certificate has expired or is not yet valid.',
      ],
    ] as const;
    const sane = { proxyUser: `team:${PROXY_PASSWORD}`, certificate: 'valid' } as const;
    for (const [what, breakIt, sentence] of failures) {
      await test.step(what, async () => {
        breakIt();
        cloud.dropTunnels();
        await page.goto(CONNECTION);
        await expect(main).toContainText(sentence);
        await page.goto('/listeners');
        await expect(main).toContainText(sentence);
        await page.goto('/listeners/new');
        await expect(main).toContainText(sentence);
        Object.assign(cloud.state, sane);
      });
    }
    await test.step('clock', async () => {
      await cloud.shiftClock(-20 * 60_000);
      await page.goto(CONNECTION);
      const sentence = 'Synchronize it, for example with NTP (this machine is 20 minutes ahead)';
      await expect(main).toContainText(sentence);
      await page.goto('/listeners');
      await expect(main).toContainText(sentence);
      await cloud.shiftClock(0);
    });
    await test.step('permission', async () => {
      await sandbox.fault({ action: 'DescribeRegions', kind: 'forbidden', share: 1 });
      await page.goto(CONNECTION);
      await expect(main).toContainText('RAM does not allow this.');
      await expect(main).toContainText('(action slb:DescribeRegions)');
      await expect(
        page.getByRole('button', { name: 'Copy the encoded diagnostic message' }).first(),
      ).toBeVisible();
      await sandbox.clearFaults();
    });
    await page.goto('/listeners?regions=cn-hangzhou');
    await expect(page.getByRole('table', { name: 'Listeners' })).toBeVisible();
  });
});

import { launch, temporaryFolder } from '../support/launcher';
import { sandboxAt } from '../support/sandbox';
import { expect, test } from '../support/sluice';
import {
  bandwidth,
  choice,
  choose,
  EDGE,
  expectCreated,
  expectFieldError,
  expectNoFieldError,
  field,
  fill,
  fillRequired,
  insertIntoSearch,
  list,
  openForm,
  PAY,
  receivedCreations,
  submit,
  summary,
  toggle,
  typeId,
  unfoldAdvanced,
} from '../verbs/form';

const uuid = /[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}/;

test('a duplicate port is shown at its field and in the summary, with code and RequestId; once corrected, it is created', async ({
  page,
  sandbox,
}) => {
  await openForm(page, EDGE);
  await unfoldAdvanced(page);
  await fillRequired(page, '443');
  await fill(page, 'Description', '第二个 入口');
  await choice(page, 'HTTP HEAD').check();
  await fill(page, 'Path', '/up');
  await toggle(page, 'Access control').check();
  await choice(page, 'Allowlist').check();
  await choose(page, 'Access control list', 'partners');
  await toggle(page, 'Session persistence').check();
  await fill(page, 'Persistence timeout', '60');
  await submit(page);

  const taken = 'This port already has a listener on the instance';
  await expect(summary(page)).toBeFocused();
  await expect(summary(page)).toContainText('SLB rejected this listener. Nothing was created');
  const [received] = await sandbox.requests('CreateLoadBalancerTCPListener');
  expect(received).toMatchObject({ code: 'ListenerAlreadyExists' });
  await expect(summary(page)).toContainText('ListenerAlreadyExists');
  await expect(summary(page)).toContainText(String(received?.requestId));
  await expect(summary(page).getByRole('link')).toHaveText([`Listener port: ${taken}`]);
  await expectFieldError(field(page, 'Listener port'), taken);

  await expect(field(page, 'Listener port')).toHaveValue('443');
  await expect(bandwidth(page)).toHaveValue('5');
  await expect(field(page, 'Description')).toHaveValue('第二个 入口');
  await expect(field(page, 'Backend port')).toHaveValue('8080');
  await expect(field(page, 'Path')).toHaveValue('/up');
  await expect(choice(page, 'Allowlist')).toBeChecked();
  await expect(list(page, 'Access control list')).toContainText('partners');
  await expect(field(page, 'Persistence timeout')).toHaveValue('60');

  await summary(page).getByRole('link').click();
  await expect(field(page, 'Listener port')).toBeFocused();
  await fill(page, 'Listener port', '7443');
  await expectNoFieldError(field(page, 'Listener port'));
  await expect(summary(page)).toHaveCount(0);
  await submit(page);
  await expectCreated(page, { port: '7443' });
  const creations = await receivedCreations(sandbox);
  expect(creations).toHaveLength(2);
  expect(creations[1]).toEqual({ ...creations[0], ListenerPort: '7443' });
});

test('more bandwidth than the instance has left is rejected at the bandwidth', async ({ page, sandbox }) => {
  await openForm(page, PAY);
  await fillRequired(page);
  await bandwidth(page).fill('56');
  await submit(page);
  await expect(summary(page)).toContainText('InvalidParameter');
  await expect(summary(page)).toContainText(uuid);
  await expectFieldError(bandwidth(page), 'The instance does not have this much bandwidth left');
  await bandwidth(page).fill('55');
  await submit(page);
  await expectCreated(page, { port: '7001' });
  expect((await receivedCreations(sandbox)).map(({ Bandwidth }) => Bandwidth)).toEqual(['56', '55']);
});

test('a list of another IP version than the instance gets a warning, and its rejection is shown at the list', async ({
  page,
  sandbox,
}) => {
  await openForm(page, EDGE);
  await fillRequired(page);
  await toggle(page, 'Access control').check();
  await choice(page, 'Denylist').check();
  await choose(page, 'Access control list', 'office-egress-v6');
  await expect(list(page, 'Access control list')).toHaveAccessibleDescription(
    /Access control list is for IPv6, Instance edge-prod has an IPv4 address: SLB rejects this combination/,
  );
  await submit(page);
  await expect(summary(page)).toContainText('IpVersionConflict');
  await expect(summary(page).getByRole('link')).toHaveText([
    'Access control list: The access control list and the instance have different IP versions',
  ]);
  await expectFieldError(list(page, 'Access control list'), 'different IP versions');
  expect(await receivedCreations(sandbox)).toHaveLength(1);
});

test('Sluice itself rejects an instance that is protected against consoles, and sends nothing', async ({
  page,
  sandbox,
}) => {
  await openForm(page, {
    regionId: 'cn-hangzhou',
    loadBalancerId: 'lb-bp13jaf5qli5xmgl1miup',
    name: 'ledger-core',
  });
  await expect(list(page, 'Instance')).toHaveAccessibleDescription(
    /ledger-core is protected against console changes \(“Finance-audit-2026”\)/,
  );
  await fillRequired(page);
  await submit(page);
  await expect(summary(page)).toContainText('Sluice rejected this listener. Nothing was created');
  await expect(summary(page)).toContainText('Sluice.ConsoleProtected');
  await expect(summary(page)).toContainText('Finance-audit-2026');
  await expectFieldError(list(page, 'Instance'), 'protected against console changes');
  expect(await receivedCreations(sandbox)).toEqual([]);
  await choose(page, 'Instance', 'edge-prod');
  await expectNoFieldError(list(page, 'Instance'));
  await submit(page);
  await expectCreated(page, { port: '7001' });
});

test('a server group that does not exist is rejected at the group', async ({ page }) => {
  await openForm(page, EDGE);
  await fillRequired(page);
  await choice(page, 'VServer group').check();
  await list(page, 'VServer group').click();
  await insertIntoSearch(page, 'rsp-gone');
  await page.keyboard.press('Enter');
  await expect(list(page, 'VServer group')).toHaveAccessibleDescription(
    /rsp-gone is not one of the groups loaded for edge-prod/,
  );
  await submit(page);
  await expectFieldError(list(page, 'VServer group'), 'This VServer group does not exist on the instance');
});

test('a failed read is reported in place with its code, does not block typing, and can be retried', async ({
  page,
  sandbox,
}) => {
  await sandbox.fault({ action: 'DescribeLoadBalancers', kind: 'error-5xx', count: 50 });
  await openForm(page);
  await list(page, 'Region').selectOption('cn-hangzhou');
  await expect(page.getByText('The instances could not be loaded. Enter an ID')).toBeVisible();
  await expect(page.getByText('ServiceUnavailable')).toBeVisible();
  await sandbox.clearFaults();
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByText('The instances could not be loaded. Enter an ID')).toHaveCount(0);
  await choose(page, 'Instance', 'edge-prod');
  await fillRequired(page);
  await submit(page);
  await expectCreated(page, { port: '7001' });
});

test('when even the regions cannot be loaded, the whole listener can be typed, and is sent once they are', async ({
  page,
}) => {
  // A Sluice of its own: one that has read the regions once remembers them.
  const data = await temporaryFolder();
  const launched = launch({ SLUICE_DATA_DIR: data.path });
  try {
    const outcome = await launched.outcome;
    if (outcome.kind === 'ended' || outcome.sandboxUrl === null) throw new Error(launched.output());
    const sandbox = sandboxAt(outcome.sandboxUrl);
    await sandbox.fault({ action: 'DescribeRegions', kind: 'error-5xx', count: 50 });
    await page.goto(`${outcome.url}/listeners/new`);
    await expect(page.getByText('The regions could not be loaded')).toBeVisible();
    await expect(field(page, 'Region')).toBeFocused();
    await fill(page, 'Region', EDGE.regionId);
    await typeId(page, 'Instance', EDGE.loadBalancerId);
    await fillRequired(page);
    await submit(page);
    // No call is signed for a region that SLB has not named (decision 099).
    await expect(summary(page)).toContainText('ServiceUnavailable');
    expect(await receivedCreations(sandbox)).toEqual([]);
    await sandbox.clearFaults();
    await submit(page);
    await expect.poll(() => receivedCreations(sandbox)).toHaveLength(1);
    await page.goto('about:blank');
  } finally {
    await launched.stop();
    await data.remove();
  }
});

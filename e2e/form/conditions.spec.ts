import { expect, test } from '../support/sluice';
import {
  choice,
  choose,
  CREATE,
  EDGE,
  expectCreated,
  fill,
  fillRequired,
  list,
  openForm,
  receivedCreations,
  shownRequest,
  submit,
  summary,
  tick,
  toggle,
  unfoldAdvanced,
} from '../verbs/form';

const required = {
  RegionId: EDGE.regionId,
  LoadBalancerId: EDGE.loadBalancerId,
  ListenerPort: '7001',
  Bandwidth: '5',
  BackendServerPort: '8080',
};

// Each branch by itself is tested with the component: conditions.browser.test.tsx.
test('what was typed into a branch is not sent once the branch is hidden, even if it was wrong', async ({
  page,
  sandbox,
}) => {
  await openForm(page, EDGE);
  await unfoldAdvanced(page);
  await fillRequired(page);
  await choice(page, 'Unlimited').check();
  await choice(page, 'VServer group').check();
  await choose(page, 'VServer group', 'kafka-edge');
  await choice(page, 'Primary/secondary').check();
  await choose(page, 'Primary/secondary server group', 'session-pair');
  await choice(page, 'HTTP HEAD').check();
  await fill(page, 'Domain', 'pay.internal');
  await tick(page, '4xx').check();
  await fill(page, 'Path', 'no slash');
  await toggle(page, 'Access control').check();
  await choice(page, 'Allowlist').check();
  await choose(page, 'Access control list', 'bastion');
  await toggle(page, 'Session persistence').check();
  await fill(page, 'Persistence timeout', '99999');
  await submit(page);
  await expect(summary(page).getByRole('link')).toHaveCount(2);
  expect(await receivedCreations(sandbox)).toEqual([]);

  await choice(page, 'Limited').check();
  await choice(page, 'Default group').check();
  await choice(page, 'TCP connect').check();
  await toggle(page, 'Access control').uncheck();
  await toggle(page, 'Session persistence').uncheck();
  await expect(summary(page)).toHaveCount(0);
  expect(await shownRequest(page)).toEqual({ Action: CREATE, ...required });
  await submit(page);
  await expectCreated(page, { port: '7001' });
  expect(await receivedCreations(sandbox)).toEqual([required]);
});

test('what belongs to an instance comes back with it', async ({ page }) => {
  await openForm(page, EDGE);
  await choice(page, 'VServer group').check();
  await choose(page, 'VServer group', 'web-green');
  await choose(page, 'Instance', 'pay-gw');
  await expect(list(page, 'VServer group')).not.toContainText('web-green');
  await choose(page, 'VServer group', 'web-pay');
  await choose(page, 'Instance', 'edge-prod');
  await expect(list(page, 'VServer group')).toContainText('web-green');

  await list(page, 'Region').selectOption('cn-shanghai');
  await expect(list(page, 'Instance')).not.toContainText('edge-prod');
  await list(page, 'Region').selectOption('cn-hangzhou');
  await expect(list(page, 'Instance')).toContainText('edge-prod');
  await expect(list(page, 'VServer group')).toContainText('web-green');
});

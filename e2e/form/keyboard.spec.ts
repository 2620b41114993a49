import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/sluice';
import {
  bandwidth,
  choice,
  EDGE,
  expectCreated,
  field,
  fillRequired,
  list,
  notice,
  openForm,
  receivedCreations,
  submitButton,
  summary,
  tick,
  toggle,
} from '../verbs/form';

/** Presses Tab until the control has the focus; fails if it is never reached. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(control).toBeFocused();
}

async function typeInto(page: Page, control: Locator, text: string): Promise<void> {
  await tabTo(page, control);
  await page.keyboard.type(text);
}

/** Finds an entry of one of our lists by typing, and selects it. */
async function seek(page: Page, control: Locator, text: string, found: string): Promise<void> {
  await tabTo(page, control);
  await page.keyboard.type(text);
  await expect(page.getByRole('listbox').getByRole('option').first()).toContainText(found);
  await page.keyboard.press('Enter');
  await expect(control).toContainText(found);
  await expect(control).toBeFocused();
}

test('the main flow needs no mouse, from the first field to the started listener', async ({
  page,
  sandbox,
}) => {
  await openForm(page);
  // The first field has the focus.
  await expect(list(page, 'Region')).toBeFocused();
  await page.keyboard.type('cn-hangz');
  await expect(list(page, 'Region')).toHaveValue('cn-hangzhou');

  await seek(page, list(page, 'Instance'), 'edge-p', 'edge-prod');
  await typeInto(page, field(page, 'Listener port'), '7001');
  await tabTo(page, choice(page, 'Limited'));
  await page.keyboard.press('ArrowRight');
  await expect(choice(page, 'Unlimited')).toBeChecked();
  await page.keyboard.press('ArrowLeft');
  await typeInto(page, bandwidth(page), '5');
  await typeInto(page, field(page, 'Description'), 'by keyboard');

  await tabTo(page, choice(page, 'Default group'));
  await page.keyboard.press('ArrowRight');
  await expect(choice(page, 'VServer group')).toBeChecked();
  // By arrows: the first of the list, then the next.
  await tabTo(page, list(page, 'VServer group'));
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(3);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(list(page, 'VServer group')).toContainText(/web-green|kafka-edge|web-blue/);
  await tabTo(page, choice(page, /^wrr/));
  await page.keyboard.press('ArrowDown');
  await expect(choice(page, /^wlc/)).toBeChecked();

  await tabTo(page, choice(page, 'TCP connect'));
  await page.keyboard.press('ArrowRight');
  await typeInto(page, field(page, 'Path'), '/up');
  await tabTo(page, tick(page, '3xx'));
  await page.keyboard.press('Space');

  await tabTo(page, toggle(page, 'Access control'));
  await page.keyboard.press('Space');
  await tabTo(page, choice(page, 'Allowlist'));
  await page.keyboard.press('Space');
  await seek(page, list(page, 'Access control list'), 'office-egress 1323', 'office-egress');

  const advanced = page.getByRole('region', { name: 'Advanced' });
  await tabTo(page, advanced.getByRole('button', { name: 'Show' }));
  await page.keyboard.press('Enter');
  await tabTo(page, toggle(page, 'Session persistence'));
  await page.keyboard.press('Space');
  await typeInto(page, field(page, 'Persistence timeout'), '60');
  await tabTo(page, submitButton(page));
  await page.keyboard.press('Enter');

  const row = await expectCreated(page, { port: '7001' });
  expect(await receivedCreations(sandbox)).toMatchObject([
    {
      RegionId: EDGE.regionId,
      LoadBalancerId: EDGE.loadBalancerId,
      ListenerPort: '7001',
      Bandwidth: '5',
      Description: 'by keyboard',
      Scheduler: 'wlc',
      HealthCheckURI: '/up',
      HealthCheckHttpCode: 'http_2xx,http_3xx',
      AclType: 'white',
      AclId: '1323',
      PersistenceTimeout: '60',
    },
  ]);
  await expect(row.getByRole('button', { name: /^Start/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(row).toContainText('Running');
});

test('after a creation that also started, the focus is on the list, unless something else got it in the meantime', async ({
  page,
  sandbox,
}) => {
  await openForm(page, EDGE);
  await fillRequired(page, '7001');
  await tick(page, 'Start immediately').check();
  await submitButton(page).press('Enter');
  await expectCreated(page, { port: '7001', status: 'Running' });
  await expect(page.getByRole('main')).toBeFocused();

  await openForm(page, EDGE);
  await fillRequired(page, '7002');
  // The row just made is waited for.
  await sandbox.fault({
    action: 'DescribeLoadBalancerListeners',
    regionId: EDGE.regionId,
    count: 1,
    kind: 'latency',
    millis: 3_000,
  });
  await submitButton(page).press('Enter');
  await expect(notice(page)).toContainText('Listener 7002 was created');
  const theme = page.getByRole('button', { name: 'Theme' });
  await theme.focus();
  await expectCreated(page, { port: '7002' });
  await expect(theme).toBeFocused();
});

test('Enter in a line submits; the summary’s links are followed by Enter', async ({ page, sandbox }) => {
  await openForm(page, EDGE);
  await typeInto(page, field(page, 'Listener port'), '70000');
  await page.keyboard.press('Enter');
  await expect(summary(page)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(summary(page).getByRole('link', { name: /^Listener port/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(field(page, 'Listener port')).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('Backspace');
  await typeInto(page, bandwidth(page), '5');
  await typeInto(page, field(page, 'Backend port'), '8080');
  await page.keyboard.press('Enter');
  await expectCreated(page, { port: '7000' });
  expect(await receivedCreations(sandbox)).toHaveLength(1);
});

test('Enter in a list selects the entry and does not submit the form', async ({ page }) => {
  await openForm(page);
  await list(page, 'Region').selectOption('cn-hangzhou');
  await seek(page, list(page, 'Instance'), '203.0.113.24', 'pay-gw');
  await expect(summary(page)).toHaveCount(0);
  await page.keyboard.type('lb-by-hand');
  await expect(page.getByRole('option', { name: 'Use ID “lb-by-hand”' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(list(page, 'Instance')).toContainText('lb-by-hand');
});

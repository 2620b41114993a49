import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/sluice';
import {
  cell,
  EDGE_LIST,
  expectFound,
  expectStatus,
  head,
  openFreshList,
  row,
  rows,
  sortLink,
  startListener,
  STOPPED,
} from './verbs/list';

const HEALTH = 'DescribeHealthStatus';

const downView = (page: Page): Locator =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: /^Unhealthy backends/ });

test('healthy servers are counted per row, by one call per instance, and the count stays through a refresh that fails', async ({
  page,
  sandbox,
}) => {
  await openFreshList(page, EDGE_LIST);
  const healthy = cell(page, '443/TCP on edge-prod', 'Healthy');
  await expect(healthy).toContainText('3/4');
  await expect(healthy).toHaveAccessibleName('Healthy servers: 3 of 4. Unhealthy: 1. No result: 0.');
  await expect(cell(page, '8081/HTTP on edge-prod', 'Healthy')).toHaveCount(0);
  for (const { parameters } of await sandbox.requests(HEALTH))
    expect(parameters['ListenerPort']).toBeUndefined();

  await sandbox.fault({ action: HEALTH, count: 99, kind: 'error-5xx' });
  await page.getByRole('button', { name: 'Refresh now' }).click();
  await expect(page.getByRole('button', { name: 'Refresh now' })).not.toHaveAttribute('aria-busy');
  await expect(healthy).toContainText('3/4');
});

test('“Unhealthy backends” counts every listener of the regions, those of other pages too, and finds them', async ({
  page,
}) => {
  await openFreshList(page);
  await expect(downView(page)).toHaveText('Unhealthy backends 6');
  await expect(page.getByRole('main')).toContainText('Backend health: every 2 min');
  // Its three servers are dead, and it is on the second page.
  const dead = row(page, '5672/TCP on mq-internal');
  await expect(dead).toHaveCount(0);
  await downView(page).click();
  await expect(page).toHaveURL(/q=healthy:none,some/);
  await expectFound(page, '6 of 48 match');
  await expect(dead).toContainText('0/3');
  await expect(downView(page)).toHaveAttribute('aria-current');
  // The worst come first, until the view is left.
  await expect(rows(page).first()).toContainText('0/3');
  await page.getByRole('link', { name: /^Stopped / }).click();
  await expect(page).toHaveURL(/q=status:stopped/);
  expect(new URL(page.url()).searchParams.get('sort')).toBeNull();
});

test('the list is ordered by health', async ({ page }) => {
  await openFreshList(page);
  await sortLink(page, 'Healthy').click();
  await expect(head(page, 'Healthy')).toHaveAttribute('aria-sort', 'ascending');
  await expect(rows(page).first()).toContainText('0/3');
});

test('until all health is known the view, the filter and an empty list say for how many listeners it is', async ({
  page,
  sandbox,
}) => {
  await openFreshList(page);
  await expect(downView(page)).toHaveText('Unhealthy backends 6');
  await sandbox.fault({ action: HEALTH, count: 99, kind: 'error-5xx' });
  // Its servers were not checked while it was stopped, and are unknown for now.
  await startListener(page, STOPPED);
  await expectStatus(page, STOPPED, 'Running');
  await expect(downView(page)).toHaveText('Unhealthy backends 6 · 29 of 30 known');

  await downView(page).click();
  await expectFound(page, '6 of 48 match · health known for 29 of 30');
  await page.goto('/listeners?q=healthy:none+port:1');
  await expect(page.getByRole('heading', { name: 'No matches so far' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Backend health is known for 29 of 30 listeners.');

  await sandbox.clearFaults();
  await page.getByRole('button', { name: 'Refresh now' }).click();
  await expect(page.getByRole('heading', { name: 'No listener matches the filters' })).toBeVisible();
  await expect(downView(page)).toHaveText('Unhealthy backends 6');
});

import { expect, test } from './support/sluice';
import { cell, EDGE_ID, EDGE_LIST, openList, rows } from './verbs/list';

const HEALTH = 'DescribeHealthStatus';

test('healthy servers are counted per row, by one call per instance, and the count stays through a refresh that fails', async ({
  page,
  sandbox,
}) => {
  await openList(page, EDGE_LIST);
  const healthy = cell(page, '443/TCP on edge-prod', 'Healthy');
  await expect(healthy).toContainText('3/4');
  await expect(
    healthy.getByRole('img', { name: 'Healthy servers: 3 of 4. Unhealthy: 1. No result: 0.' }),
  ).toBeVisible();
  await expect(cell(page, '8081/HTTP on edge-prod', 'Healthy')).toBeEmpty();
  const calls = await sandbox.requests(HEALTH);
  for (const { parameters } of calls) {
    expect(parameters['LoadBalancerId']).toBe(EDGE_ID);
    expect(parameters['ListenerPort']).toBeUndefined();
  }
  // A refresh may have come between; the instance has more listeners than that.
  expect(calls.length).toBeLessThanOrEqual(2);

  await sandbox.fault({ action: HEALTH, count: 99, kind: 'error-5xx' });
  await page.getByRole('button', { name: 'Refresh now' }).click();
  await expect(page.getByRole('button', { name: 'Refresh now' })).not.toHaveAttribute('aria-busy');
  await expect(healthy).toContainText('3/4');
});

test('the list is ordered and filtered by the health that was seen', async ({ page }) => {
  await openList(page, EDGE_LIST);
  await expect(cell(page, '443/TCP on edge-prod', 'Healthy')).toContainText('3/4');
  await page.getByRole('columnheader').getByRole('link', { name: 'Healthy' }).click();
  await expect(page.getByRole('columnheader', { name: 'Healthy' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(rows(page).first()).toContainText('3/4');
  const down = page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('link', { name: /^Backends down [1-9]/ });
  await down.click();
  await expect(page).toHaveURL(/q=healthy:none,some/);
  await expect(rows(page).filter({ hasText: '2/2' })).toHaveCount(0);
  await expect(rows(page).first()).toContainText('3/4');
  await expect(down).toHaveAttribute('aria-current');
});

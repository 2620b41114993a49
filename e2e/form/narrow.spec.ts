import type { Page } from '@playwright/test';
import { expect, test } from '../support/sluice';
import {
  bandwidth,
  choice,
  choose,
  chooseInstance,
  EDGE,
  field,
  fill,
  list,
  openForm,
  PAY,
  receivedCreations,
  submit,
  summary,
  tick,
  toggle,
  unfoldAdvanced,
} from '../verbs/form';

/** Nothing of the page extends beyond the viewport sideways. */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const beyond = await page.evaluate(() => {
    const root = document.documentElement;
    return Math.max(root.scrollWidth, document.body.scrollWidth) - root.clientWidth;
  });
  expect(beyond).toBe(0);
}

async function openEveryBranch(page: Page): Promise<void> {
  await choice(page, 'Primary/secondary').check();
  await choice(page, 'HTTP HEAD').check();
  await toggle(page, 'Access control').check();
  await choice(page, 'Allowlist').check();
  await choose(page, 'Access control list', 'acl-bp1h6e1ykz6pd');
  await unfoldAdvanced(page);
  await toggle(page, 'Session persistence').check();
}

test('the form with every branch and error shown needs no sideways scroll', async ({ page }) => {
  for (const width of [375, 320, 1024])
    await test.step(`${width} px wide`, async () => {
      await page.setViewportSize({ width, height: 760 });
      await openForm(page, EDGE);
      await expectNoSidewaysScroll(page);
      await openEveryBranch(page);
      await submit(page);
      await expect(summary(page)).toBeFocused();
      await expectNoSidewaysScroll(page);
      await list(page, 'Instance').click();
      await expect(page.getByRole('listbox')).toBeVisible();
      await expectNoSidewaysScroll(page);
      await page.keyboard.press('Escape');
    });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 375, height: 760 }, hasTouch: true });

  test('a listener is created by touch, with errors on the way', async ({ page, sandbox }) => {
    await openForm(page);
    await submit(page);
    await expect(summary(page)).toBeFocused();
    await expect(summary(page)).toBeInViewport();
    await summary(page)
      .getByRole('link', { name: /^Backend port/ })
      .tap();
    await expect(field(page, 'Backend port')).toBeFocused();
    await expect(field(page, 'Backend port')).toBeInViewport();
    await fill(page, 'Backend port', '8080');
    await chooseInstance(page, PAY);
    await fill(page, 'Listener port', '7001');
    await bandwidth(page).fill('60');
    await expect(bandwidth(page)).toHaveAccessibleDescription(/5 more than Instance pay-gw has left/);
    await bandwidth(page).fill('5');
    await toggle(page, 'Access control').check();
    await choice(page, 'Allowlist').check();
    await choose(page, 'Access control list', 'acl-bp1h6e1ykz6pd');
    await tick(page, 'Leave port 7001 open to everyone for now').tap();
    await expectNoSidewaysScroll(page);
    await page.getByRole('button', { name: 'Create listener' }).tap();

    await expect(page).toHaveURL(/[?&]new=/);
    await expect(page.getByRole('row').filter({ hasText: '7001' })).toContainText('Stopped');
    await expectNoSidewaysScroll(page);
    expect(await receivedCreations(sandbox)).toMatchObject([
      { LoadBalancerId: PAY.loadBalancerId, ListenerPort: '7001', Bandwidth: '5', AclType: 'white' },
    ]);
  });

  test('the submit stays in sight and covers no field that has the focus', async ({ page }) => {
    await openForm(page, EDGE);
    const button = page.getByRole('button', { name: 'Create listener' });
    await expect(button).toBeInViewport();
    // What is left to fill in has a line of its own above the button.
    const [left, pressed] = await Promise.all([
      page.getByLabel('Remaining').boundingBox(),
      button.boundingBox(),
    ]);
    expect((left?.y ?? 0) + (left?.height ?? 0)).toBeLessThanOrEqual(pressed?.y ?? 0);
    await field(page, 'Description').focus();
    for (let presses = 0; presses < 12; presses += 1) {
      await page.keyboard.press('Tab');
      const isCovered = await page.evaluate(() => {
        const focused = document.activeElement;
        if (focused === null) return false;
        const { left, top, width, height } = focused.getBoundingClientRect();
        const seen = document.elementFromPoint(left + width / 2, top + height / 2);
        const isSame = seen === focused || focused.contains(seen) || seen?.contains(focused) === true;
        return !(isSame || focused.closest('label') === seen?.closest('label'));
      });
      expect(isCovered).toBe(false);
    }
  });
});

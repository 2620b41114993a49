import { expect, test } from '../support/sluice';
import { field, list, shownRequest, tick, toggle } from '../verbs/form';

test('what is typed before hydration is kept and counts', async ({ page }) => {
  // The fastest of typists: the line has its text as soon as it is there, before any script of the page knows of it.
  await page.addInitScript(() => {
    const arrival = new MutationObserver(() => {
      const port = document.getElementById('field-listenerPort');
      if (!(port instanceof HTMLInputElement)) return;
      arrival.disconnect();
      port.value = '7001';
      const isAwake = Object.keys(port).some((key) => key.startsWith('__react'));
      document.documentElement.dataset['typedEarly'] = isAwake ? 'too late' : port.value;
    });
    arrival.observe(document, { childList: true, subtree: true });
  });
  await page.goto('/listeners/new');
  await expect(page.locator('html')).toHaveAttribute('data-typed-early', '7001');

  await expect.poll(() => shownRequest(page)).toMatchObject({ ListenerPort: '7001' });
  await list(page, 'Region').selectOption('cn-hangzhou');
  await expect(field(page, 'Listener port')).toHaveValue('7001');
});

test('what is ticked before hydration is kept and counts', async ({ page }) => {
  await page.addInitScript(() => {
    const arrival = new MutationObserver(() => {
      const start = document.getElementById('field-startAfterCreate');
      const restricted = document.getElementById('field-acl-status');
      if (!(start instanceof HTMLInputElement && restricted instanceof HTMLInputElement)) return;
      arrival.disconnect();
      // As a click does, before any listener is attached.
      start.click();
      restricted.click();
      const isAwake = [start, restricted].some((box) =>
        Object.keys(box).some((key) => key.startsWith('__react')),
      );
      document.documentElement.dataset['tickedEarly'] = isAwake
        ? 'too late'
        : String(start.checked && restricted.checked);
    });
    arrival.observe(document, { childList: true, subtree: true });
  });
  await page.goto('/listeners/new?region=cn-hangzhou');
  await expect(page.locator('html')).toHaveAttribute('data-ticked-early', 'true');

  // What depends on a tick is there, so the form has heard of it.
  await expect(page.getByRole('radio', { name: 'Allowlist' })).toBeVisible();
  await expect(toggle(page, 'Access control')).toBeChecked();
  await expect(tick(page, 'Start immediately')).toBeChecked();
  await expect.poll(() => shownRequest(page)).toMatchObject({ AclStatus: 'on' });
  await field(page, 'Description').fill('and it stays');
  await expect(tick(page, 'Start immediately')).toBeChecked();
});

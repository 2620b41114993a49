import { expect, test } from '../support/sluice';
import { field, list, shownRequest } from '../verbs/form';

test('what is typed before the page has woken up is kept and counts', async ({ page }) => {
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

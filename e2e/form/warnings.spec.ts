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
  openForm,
  PAY,
  receivedCreations,
  submit,
  summary,
  tick,
  toggle,
} from '../verbs/form';

test('a port in use gets a warning while typing, and does not block: the cloud decides', async ({
  page,
  sandbox,
}) => {
  await openForm(page, EDGE);
  const port = field(page, 'Listener port');
  await port.pressSequentially('8443');
  await expect(port).toHaveAccessibleDescription(
    /8443 is already in use on edge-prod by “checkout gray release”/,
  );
  await expectNoFieldError(port);
  await port.press('Backspace');
  await expect(port).not.toHaveAccessibleDescription(/already in use/);
  await port.press('3');
  await expect(port).toHaveAccessibleDescription(/8443 is already in use/);
  await bandwidth(page).fill('5');
  await fill(page, 'Backend port', '8080');
  await submit(page);
  await expect.poll(() => receivedCreations(sandbox)).toHaveLength(1);
});

test('a port that was freed in the meantime gets a warning and is created anyway', async ({
  page,
  context,
}) => {
  await openForm(page, EDGE);
  await fillRequired(page, '9443');
  await expect(field(page, 'Listener port')).toHaveAccessibleDescription(
    /9443 is already in use on edge-prod/,
  );
  const index = page.getByRole('navigation', { name: 'Sections' });
  await expect(index.getByRole('link', { name: 'Listener' })).toContainText('1 to check');

  const other = await context.newPage();
  await other.goto('/listeners?regions=cn-hangzhou&q=9443');
  await other.getByRole('button', { name: 'Actions for 9443/TCP on edge-prod' }).click();
  await other.getByRole('menuitem', { name: 'Delete' }).click();
  await other.getByRole('button', { name: 'Delete listener' }).click();
  await expect(other.getByText('Deleted 9443/TCP on edge-prod')).toBeVisible();
  await other.close();

  await submit(page);
  await expectCreated(page, { port: '9443' });
});

test('what is left of the instance’s peak is shown, and more is warned about in amber but sent all the same', async ({
  page,
  sandbox,
}) => {
  await openForm(page, PAY);
  await test.step('the instance’s peak, what is used and what is left are shown beside the bandwidth', async () => {
    const meaning = page.getByRole('region', { name: 'Effect' });
    await expect(meaning).toContainText('55 Mbit/s left');
    await expect(meaning).toContainText('145 used by 6 listeners');
    await bandwidth(page).fill('20');
    await expect(
      meaning.getByRole('img', { name: /Of 200 Mbit\/s, 145 are used by 6 listeners; 20 are requested/ }),
    ).toBeVisible();
    await expect(meaning).toContainText('35 Mbit/s left');
  });

  await test.step('bandwidth over what is left warns in amber, names both fields, and is sent all the same', async () => {
    await fillRequired(page);
    await bandwidth(page).fill('60');
    await bandwidth(page).blur();
    await expect(bandwidth(page)).toHaveAccessibleDescription(
      /Bandwidth: 60 Mbit\/s is 5 more than Instance pay-gw has left\. Enter 55 or less/,
    );
    await expectNoFieldError(bandwidth(page));
    await expect(page.getByRole('region', { name: 'Effect' })).toContainText('5 Mbit/s over limit');
    await submit(page);
    await expect.poll(() => receivedCreations(sandbox)).toHaveLength(1);
  });
});

test('an empty allowlist says that everyone can connect, and requires confirmation', async ({
  page,
  sandbox,
}) => {
  await openForm(page, EDGE);
  await fillRequired(page);
  await toggle(page, 'Access control').check();
  await choice(page, 'Allowlist').check();
  await choose(page, 'Access control list', 'acl-bp1h6e1ykz6pd');
  await expect(page.getByText('This allowlist is empty, so everyone can connect.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Effect' })).toContainText('Every address');
  await expect(page.getByRole('status', { name: 'Remaining' })).toContainText('1 confirmation remaining');

  const open = tick(page, 'Leave port 7001 open to everyone for now');
  await submit(page);
  await expect(summary(page).getByRole('link')).toHaveText([
    'Effect of the list: Select the box to confirm what this list does, or choose another list',
  ]);
  await expectFieldError(open, 'Select the box to confirm what this list does');
  expect(await receivedCreations(sandbox)).toEqual([]);

  await summary(page).getByRole('link').click();
  await expect(open).toBeFocused();
  await page.keyboard.press('Space');
  await expect(open).toBeChecked();
  await submit(page);
  await expectCreated(page, { port: '7001' });
  expect(await receivedCreations(sandbox)).toMatchObject([{ AclType: 'white', AclId: 'acl-bp1h6e1ykz6pd' }]);
});

import type { BrowserContext } from '@playwright/test';
import { expect, test } from './support/sluice';
import { axeFindings } from './verbs/axe';
import {
  change,
  expectReview,
  newestActivityId,
  openEdit,
  receivedSets,
  review,
  sendButton,
  SSH,
} from './verbs/edit';
import { bandwidth, choice, field, notice, shownRequest } from './verbs/form';
import { addressOf, openListener } from './verbs/listener';

/** Somebody else, who is faster. */
async function somebodyChanges(context: BrowserContext): Promise<void> {
  const theirs = await context.newPage();
  await openEdit(theirs, SSH);
  await choice(theirs, /Weighted round robin/).check();
  await field(theirs, 'Description').fill('theirs');
  await change(theirs);
  await theirs.close();
}

test('what somebody else changed in the meantime is resolved setting by setting, never overwritten', async ({
  context,
  page,
  sandbox,
  sluice,
}) => {
  await sandbox.settings({ transitionMillis: 0 });
  await openEdit(page, SSH);
  await choice(page, /Weighted least connections/).check();
  await bandwidth(page).fill('9');
  await somebodyChanges(context);
  await review(page);
  await expectReview(page);
  await sendButton(page).click();

  await expect(page.getByRole('heading', { name: 'Changed by someone else' })).toBeFocused();
  const scheduling = page.getByRole('group', { name: 'Scheduling algorithm' });
  await expect(scheduling).toContainText('Original: Round robin');
  const mine = scheduling.getByRole('radio', { name: /^Yours Weighted least/ });
  await expect(mine).not.toBeChecked();
  await expect(scheduling.getByRole('radio', { name: /^Current Weighted/ })).not.toBeChecked();
  // You did not change the description: theirs stays unless you choose otherwise.
  const description = page.getByRole('group', { name: 'Description' });
  await expect(description.getByRole('radio', { name: /^Current theirs/ })).toBeChecked();
  await expect(
    description.getByRole('radio', { name: /^Value when you opened it bastion-ssh/ }),
  ).toBeVisible();
  await expect(description.getByText(/^Changed by local, .*\d\d:\d\d:\d\d$/)).toBeVisible();
  await expect(description.getByRole('link', { name: /^Activity entry \d+/ })).toHaveAttribute(
    'href',
    `/activity/${newestActivityId(sluice) - 1}`,
  );
  // The request is the one of the choices so far.
  expect(await shownRequest(page)).toEqual(expect.not.objectContaining({ Scheduler: expect.anything() }));
  expect(await axeFindings(page)).toEqual([]);

  await page.getByRole('button', { name: 'Review again' }).click();
  await expect(
    page.getByRole('alert').filter({ hasText: 'Choose a value for 1 more setting' }),
  ).toBeFocused();
  await mine.check();
  expect(await shownRequest(page)).toMatchObject({ Scheduler: 'wlc', Bandwidth: '9' });
  await page.getByRole('button', { name: 'Review again' }).click();
  await expectReview(page);
  await expect(page.getByRole('definition').filter({ hasText: 'Scheduler: wrr → wlc' })).toBeVisible();
  await sendButton(page).click();
  await expect(notice(page)).toContainText('2 settings of listener 2222 on edge-prod changed');
  expect(await receivedSets(sandbox)).toEqual([
    { Scheduler: 'wrr', Description: 'theirs' },
    { Scheduler: 'wlc', Bandwidth: '9' },
  ]);
});

test('a conflict resolved as theirs changes nothing of theirs, and their other changes can be reverted', async ({
  context,
  page,
  sandbox,
}) => {
  await sandbox.settings({ transitionMillis: 0 });
  await openEdit(page, SSH);
  await choice(page, /Weighted least connections/).check();
  await somebodyChanges(context);
  await review(page);
  await expectReview(page);
  await sendButton(page).click();
  await page.getByRole('radio', { name: /^Current Weighted/ }).check();
  await page.getByRole('radio', { name: /^Value when you opened it bastion-ssh/ }).check();
  await page.getByRole('button', { name: 'Review again' }).click();
  await expectReview(page);
  await sendButton(page).click();
  await expect(notice(page)).toContainText('1 setting of listener 2222');
  expect((await receivedSets(sandbox)).at(-1)).toEqual({ Description: 'bastion-ssh' });
});

test('when an edit can only be left by a full page load, that asks nothing and shows no error', async ({
  context,
  page,
}) => {
  await openEdit(page, SSH);
  await bandwidth(page).fill('9');
  const questions: string[] = [];
  page.on('dialog', (dialog) => {
    questions.push(dialog.type());
    void dialog.accept();
  });
  await page.getByRole('button', { name: 'Cancel' }).click();
  // What a page's scripts cannot fetch, the browser loads itself.
  await context.setOffline(true);
  const loaded = page.waitForEvent('requestfailed', (request) => request.isNavigationRequest());
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
  expect(new URL((await loaded).url()).pathname).toBe(addressOf(2222));
  await context.setOffline(false);
  await openListener(page, addressOf(2222), '2222 TCP on edge-prod');
  expect(questions).toEqual([]);
});

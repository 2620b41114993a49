import type { Browser, Page } from '@playwright/test';
import { expect, test } from './support/team';
import { axeFindings, eachFace } from './verbs/axe';
import { EDGE_LIST, openFreshList, openRowMenu, STOPPED } from './verbs/list';
import { tabTo } from './verbs/keyboard';
import { acceptLink, signIn, typePassword } from './verbs/sign-in';

// One Sluice, from the first start on: what follows needs the people of the tests before.
test.describe.configure({ mode: 'serial' });
test.use({ teamName: 'people' });

const ADMIN = 'ada@example.com';
const OPERATOR = 'olga@example.com';
const SEPARATE = 'lb-elsewhere';

/** The page of people, with one of them unfolded. */
async function openPerson(page: Page, email: string) {
  await page.goto('/settings/people');
  await page.getByText(email, { exact: true }).click();
}

async function press(page: Page, action: string, email: string): Promise<void> {
  await page.getByRole('button', { name: `${action}: ${email}` }).click();
}

async function inOtherBrowser(browser: Browser, act: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  await act(await context.newPage());
  await context.close();
}

test('an admin invites an operator with limits, by a link that is shown once', async ({
  page,
  team,
  browser,
}) => {
  await acceptLink(page, await team.setUpLink(), { name: 'Ada', email: ADMIN });
  await page.waitForURL(/\/listeners(?:\?|$)/);
  await page.getByRole('button', { name: `Signed in as ${ADMIN}` }).click();
  await page.getByRole('menuitem', { name: 'Users' }).click();
  await expect(page.getByRole('heading', { name: 'Users', level: 1 })).toBeVisible();

  await page.getByRole('textbox', { name: 'Email address' }).fill(OPERATOR);
  await page.locator('#invite-role').selectOption('operator');
  await page.locator('#invite-instances').fill(SEPARATE);
  await page.getByRole('button', { name: 'Invite' }).click();
  const shown = page.getByRole('status').filter({ hasText: 'It works once and is shown only now.' });
  const [link = ''] = /https:\S+\/invitation\/\S+/.exec(await shown.innerText()) ?? [];
  await page.reload();
  await expect(page.getByText(link)).toBeHidden();

  await inOtherBrowser(browser, async (other) => {
    await acceptLink(other, link, { name: 'Olga' });
    await other.waitForURL(/\/listeners(?:\?|$)/);
  });
  await page.reload();
  await expect(page.getByText(OPERATOR, { exact: true })).toBeVisible();
  await expect(page.getByText(SEPARATE)).toBeVisible();
});

test('a limited operator sees why, in the list and on the page of people', async ({ page, team }) => {
  await signIn(page, OPERATOR);
  await openFreshList(page, `${team.url}${EDGE_LIST}`);
  const item = (await openRowMenu(page, STOPPED)).getByRole('menuitem', { name: 'Start' });
  await expect(item).toHaveAttribute('aria-disabled', 'true');
  await expect(item).toContainText('No permission to make changes on this instance');
  await page.goto('/settings/people');
  await expect(page.getByText('Only admins can do this')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Invite' })).toBeHidden();
});

test('an admin lifts the limits, which counts at the next request, and ends the session', async ({
  page,
  browser,
  team,
}) => {
  await signIn(page, ADMIN);
  await inOtherBrowser(browser, async (other) => {
    await other.goto(team.url);
    await typePassword(other, OPERATOR);
    await other.waitForURL(/\/listeners(?:\?|$)/);
    await openPerson(page, OPERATOR);
    await page.getByRole('textbox', { name: 'Limited to instances' }).first().fill('');
    await press(page, 'Save role and limits', OPERATOR);
    await expect(page.getByText(SEPARATE)).toBeHidden();
    await openFreshList(other, `${team.url}${EDGE_LIST}`);
    const item = (await openRowMenu(other, STOPPED)).getByRole('menuitem', { name: 'Start' });
    await expect(item).not.toHaveAttribute('aria-disabled', 'true');

    await page.getByRole('button', { name: /^End \d+ sessions?: olga/ }).click();
    await expect(page.getByRole('button', { name: /^End \d+ sessions?: olga/ })).toBeHidden();
    await other.reload();
    await expect(other).toHaveURL(/\/sign-in/);
  });
});

test('the last admin can neither be disabled nor demoted', async ({ page }) => {
  await signIn(page, ADMIN);
  await openPerson(page, ADMIN);
  await press(page, 'Disable', ADMIN);
  await expect(page.getByText('This is the last admin.')).toBeVisible();
  await page.getByRole('combobox', { name: 'Role' }).first().selectOption('viewer');
  await press(page, 'Save role and limits', ADMIN);
  await expect(page.getByText('This is the last admin.')).toBeVisible();
  await page.reload();
  // Only an admin may.
  await expect(page.getByRole('button', { name: 'Invite' })).toBeVisible();
});

test('the page of people has nothing axe finds, in both languages and themes', async ({
  page,
  context,
  team,
}) => {
  await signIn(page, ADMIN);
  await eachFace(context, team.url, async (face) => {
    await openPerson(page, OPERATOR);
    expect(await axeFindings(page, face)).toEqual([]);
  });
});

test('people are managed by keyboard only, and the focus is never lost', async ({ page }) => {
  await signIn(page, ADMIN);
  await page.goto('/settings/people');
  const card = page.getByRole('group').filter({ hasText: OPERATOR });
  await tabTo(card.locator('summary'));
  await page.keyboard.press('Enter');
  const role = card.getByRole('combobox', { name: 'Role' });
  await tabTo(role);
  await page.keyboard.type('viewer');
  await expect(role).toHaveValue('viewer');
  const save = card.getByRole('button', { name: `Save role and limits: ${OPERATOR}` });
  await tabTo(save);
  await page.keyboard.press('Enter');
  await expect(card.locator('summary')).toContainText('viewer');
  await expect(save).toBeFocused();

  const disable = card.getByRole('button', { name: `Disable: ${OPERATOR}` });
  await tabTo(disable);
  await page.keyboard.press('Enter');
  const enable = card.getByRole('button', { name: `Enable: ${OPERATOR}` });
  await expect(enable).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(disable).toBeFocused();

  const email = page.getByRole('textbox', { name: 'Email address' });
  await tabTo(email);
  await page.keyboard.type('vera@example.com');
  const inviteButton = page.getByRole('button', { name: 'Invite' });
  await tabTo(inviteButton);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'It works once' })).toBeVisible();
  await expect(inviteButton).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(page.locator(':focus')).toBeVisible();
});

test('the page of people is read as users with what can be done to each, and invitations', async ({
  page,
}) => {
  await signIn(page, ADMIN);
  await openPerson(page, OPERATOR);
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - heading "Users" [level=1]
    - heading "Who can sign in" [level=2]
    - group: /${ADMIN} Ada admin no second factor/
    - group:
      - text: ${OPERATOR} Olga viewer no second factor no open session
      - status
      - text: Role
      - combobox "Role":
        - option "viewer" [selected]
        - option "operator"
        - option "admin"
      - textbox "Limited to accounts"
      - textbox "Limited to regions"
      - textbox "Limited to instances"
      - 'button "Save role and limits: ${OPERATOR}"'
      - 'button "Create password reset link: ${OPERATOR}"'
      - 'button "Disable: ${OPERATOR}"'
    - heading "Invitations" [level=2]
    - list:
      - listitem:
        - text: vera@example.com, viewer expires
        - time
        - 'button "Revoke: vera@example.com"'
    - status
    - textbox "Email address"
    - text: Role
    - combobox "Role":
      - option "viewer" [selected]
      - option "operator"
      - option "admin"
    - textbox "Limited to accounts"
    - textbox "Limited to regions"
    - textbox "Limited to instances"
    - button "Invite"
  `);
});

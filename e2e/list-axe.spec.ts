import type { Page } from '@playwright/test';
import { launch, temporaryFolder } from './support/launcher';
import { sandboxAt } from './support/sandbox';
import { expect, test } from './support/sluice';
import { axeFindings, eachFace } from './verbs/axe';
import { EDGE_ID, REGIONS } from './verbs/list';

// A whole page is checked twice in each of these.
test.describe.configure({ timeout: 120_000 });

const LISTENERS = 'DescribeLoadBalancerListeners';

/** A row's menu, in either language. */
async function openMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: /8081\/HTTP/ }).click();
  await expect(page.getByRole('menu')).toBeVisible();
}

async function askToDelete(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /443\/TCP/ })
    .first()
    .click();
  await page.getByRole('menuitem').last().click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
}

async function openFilter(page: Page): Promise<void> {
  await page.getByRole('group').getByRole('button').first().click();
  await expect(page.getByRole('dialog').getByRole('combobox').first()).toBeVisible();
}

async function openPicker(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('button').first().click();
  await expect(page.getByRole('dialog').getByRole('checkbox').first()).toBeVisible();
}

/** Each page, and the states that it is brought to one after the other; Escape leads back from each. */
const pages: readonly {
  readonly title: string;
  readonly address: string;
  readonly states: readonly (readonly [title: string, reach: (page: Page) => Promise<void>])[];
}[] = [
  {
    title: 'a list with all kinds of rows, with the open picker of regions',
    address: '/listeners?regions=eu-central-1&sort=-access',
    states: [
      ['all kinds of rows', async () => {}],
      ['the open picker of regions', openPicker],
    ],
  },
  {
    title: 'a list with the row just made, with an open menu, with the deletion dialog',
    address: `/listeners?regions=cn-hangzhou&instance=${EDGE_ID}&new=cn-hangzhou/${EDGE_ID}/9443`,
    states: [
      ['the row just made', async () => {}],
      ['an open menu', openMenu],
      ['the deletion dialog', askToDelete],
    ],
  },
  {
    title: 'a list with an open filter',
    address: '/listeners?regions=eu-central-1&status=running',
    states: [['an open filter', openFilter]],
  },
  {
    title: 'a search that nothing matches',
    address: '/listeners?regions=eu-central-1&q=nothing-like-it&status=running',
    states: [
      [
        'nothing matches',
        (page) => expect(page.getByRole('main').getByRole('heading', { level: 2 })).toBeVisible(),
      ],
    ],
  },
];

for (const { title, address, states } of pages) {
  test(`axe finds nothing on ${title}`, async ({ page, context, sluice }) => {
    await eachFace(context, sluice.url, async (face) => {
      await page.goto(address);
      await expect(page.getByRole('searchbox').first()).toBeVisible();
      for (const [state, reach] of states) {
        await reach(page);
        expect(await axeFindings(page, face), `${state}, ${face}`).toEqual([]);
        await page.keyboard.press('Escape');
      }
    });
  });
}

test('axe finds nothing on a list with a region that is down, with its failed action', async ({
  page,
  context,
  sandbox,
  sluice,
}) => {
  await sandbox.fault({ action: LISTENERS, regionId: 'cn-shanghai', count: 999, kind: 'error-5xx' });
  await sandbox.fault({ action: 'StartLoadBalancerListener', count: 999, kind: 'error-5xx' });
  await eachFace(context, sluice.url, async (face) => {
    await page.goto(`/listeners?regions=cn-hangzhou,cn-shanghai&instance=${EDGE_ID}`);
    await page.getByRole('button', { name: /9443\/TCP.*edge-prod|edge-prod.*9443\/TCP/ }).click();
    await page.getByRole('menuitem').first().click();
    // Once its outcome is unknown, starting again is warned about: the other notice that a start can end in.
    await expect(
      page
        .getByRole('alert')
        .getByText(/^(ServiceUnavailable|Sluice\.UnsettledWrite)$/)
        .first(),
    ).toBeVisible();
    expect(await axeFindings(page, face), face).toEqual([]);
  });
});

test('axe finds nothing on a list of which nothing could be loaded', async ({ page, context }) => {
  // A Sluice that has read nothing yet.
  const data = await temporaryFolder();
  const launched = launch({ SLUICE_DATA_DIR: data.path });
  const outcome = await launched.outcome;
  if (outcome.kind === 'ended' || outcome.sandboxUrl === null)
    throw new Error(`Sluice did not start:\n${launched.output()}`);
  const { url } = outcome;
  try {
    await sandboxAt(outcome.sandboxUrl).fault({ action: '*', count: 9999, kind: 'error-5xx' });
    await eachFace(context, url, async (face) => {
      await page.goto(`${url}/listeners?regions=cn-hangzhou,cn-shanghai`);
      await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
      expect(await axeFindings(page, face), face).toEqual([]);
    });
  } finally {
    await launched.stop();
    await data.remove();
  }
});

test('axe finds nothing where there is no listener yet', async ({ page, context, sandbox, sluice }) => {
  await sandbox.reset('empty');
  await eachFace(context, sluice.url, async (face) => {
    await page.goto(`/listeners?regions=${REGIONS}`);
    await expect(page.getByRole('main').getByRole('heading', { level: 2 })).toBeVisible();
    expect(await axeFindings(page, face), face).toEqual([]);
  });
});

test('axe finds nothing on the list of a phone', async ({ page, context, sluice }) => {
  await page.setViewportSize({ width: 375, height: 740 });
  await eachFace(context, sluice.url, async (face) => {
    await page.goto('/listeners?regions=eu-central-1');
    await expect(page.getByRole('row').nth(1)).toBeVisible();
    expect(await axeFindings(page, face), face).toEqual([]);
  });
});

import type { Page } from '@playwright/test';
import { expect, test } from './support/sluice';
import { axeFindings, eachFace } from './verbs/axe';
import { ALL_LIST, EDGE_LIST, openList, type ListenerName } from './verbs/list';
import { bulkButton, expectProgress, run } from './verbs/runs';

// Several pages, some of them checked by axe.
test.describe.configure({ timeout: 120_000 });

async function select(page: Page, ...names: ListenerName[]): Promise<void> {
  for (const name of names) await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check();
}

/** Sets one established timeout on listeners, and waits for the end of the run. */
async function setTimeoutOn(page: Page, seconds: string, ...names: ListenerName[]): Promise<void> {
  await openList(page, EDGE_LIST);
  await select(page, ...names);
  await bulkButton(page, /^Change/).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Setting' }).selectOption('Established timeout');
  await dialog.getByRole('textbox').fill(seconds);
  await dialog.getByRole('button', { name: `Change ${names.length}` }).click();
  await expectProgress(page, `${names.length} of ${names.length}`);
}

test('a change is undone by a run that sets what was before, except where somebody has changed it since', async ({
  page,
  context,
  sluice,
  sandbox,
}) => {
  await setTimeoutOn(page, '600', '443/TCP on edge-prod', '2222/TCP on edge-prod');
  const changed = page.url();
  await setTimeoutOn(page, '300', '2222/TCP on edge-prod');

  await page.goto(changed);
  await page.getByRole('link', { name: 'Undo …' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Undo “Change 2 listeners”');
  const preview = page.getByRole('table', { name: 'Preview' });
  await expect(preview.getByRole('row', { name: /443/ })).toContainText(/Established timeout.*600 s.*900 s/s);
  await expect(preview.getByRole('row', { name: /2222/ })).toContainText(
    'Changed since this run: Established timeout',
  );
  const preparation = page.url();
  await eachFace(context, sluice.url, async (face) => {
    await page.goto(preparation);
    await expect(page.getByRole('table')).toBeVisible();
    expect(await axeFindings(page, face), face).toEqual([]);
  });
  await context.clearCookies();
  await page.goto(preparation);
  const before = (await sandbox.requests('SetLoadBalancerTCPListenerAttribute')).length;
  await page.getByRole('button', { name: 'Change 1 listener' }).click();
  await expectProgress(page, '2 of 2');
  await expect(page.getByRole('row', { name: /443/ })).toContainText(
    'Established timeout: 900 s · Confirmed as requested',
  );
  const calls = (await sandbox.requests('SetLoadBalancerTCPListenerAttribute')).slice(before);
  expect(
    calls.map(({ parameters }) => [parameters['ListenerPort'], parameters['EstablishedTimeout']]),
  ).toEqual([['443', '900']]);

  await test.step('both runs link to each other', async () => {
    await page.getByRole('link', { name: /^Undo of run \d+$/ }).click();
    await expect(page).toHaveURL(changed);
    await page.getByRole('link', { name: /^Undo: run \d+$/ }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Change 1 listener');
  });
});

test('the page of a run lists problems first, and says why a deletion cannot be undone', async ({
  page,
  sandbox,
}) => {
  await openList(page, ALL_LIST);
  await select(page, '9443/TCP on edge-prod', '8443/TCP on orders-sh');
  await sandbox.fault({ action: 'DeleteLoadBalancerListener', count: 1, kind: 'error-5xx' });
  await run(page, /^Delete 2/, 'Delete 2');
  await expectProgress(page, '2 of 2');
  await expectProgress(page, '1 unknown');
  const table = page.getByRole('table', { name: 'Results' });
  await expect(table.getByRole('rowheader')).toHaveText([/^Unknown 1$/, /\/TCP on/, /^Done 1$/, /\/TCP on/]);

  await page.getByRole('link', { name: 'Undo …' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing to undo' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Delete/ })).toHaveCount(0);
  const rows = page.getByRole('table', { name: 'Preview' });
  await expect(
    rows.getByText('Cannot be undone by a run. Recreate the listener from its entry in Activity'),
  ).toHaveCount(2);
  await expect(rows.getByRole('link', { name: 'Recreate' }).first()).toHaveAttribute(
    'href',
    /^\/listeners\/new\?restore=\d+$/,
  );
});

test('what was cancelled of a run is done by a new one, which is linked to it', async ({ page, sandbox }) => {
  const STOP = 'StopLoadBalancerListener';
  await openList(page, EDGE_LIST);
  await select(page, '443/TCP on edge-prod', '2222/TCP on edge-prod');
  await sandbox.fault({ action: STOP, count: 1, kind: 'latency', millis: 3_000 });
  await run(page, /^Stop 2$/, 'Stop 2');
  await page.getByRole('button', { name: 'Cancel run' }).click();
  await expectProgress(page, '1 cancelled');
  await expectProgress(page, '2 of 2');
  const first = page.url();
  await page.getByRole('link', { name: 'Run the 1 cancelled …' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Run cancelled listeners: Stop 2 listeners',
  );
  await page.getByRole('button', { name: 'Stop 1 listener' }).click();
  await expectProgress(page, '1 done');
  expect((await sandbox.requests(STOP)).filter(({ code }) => code === null)).toHaveLength(2);
  await page.getByRole('link', { name: /^Cancelled listeners of run \d+$/ }).click();
  await expect(page).toHaveURL(first);
  await expect(page.getByRole('link', { name: /^Continued in run \d+$/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Run the 1 cancelled/ })).toHaveCount(0);
});

test('the runs, a run and the preview of its undo have these names and roles', async ({ page }) => {
  await setTimeoutOn(page, '600', '443/TCP on edge-prod');
  const main = page.getByRole('main');
  await expect(main).toMatchAriaSnapshot(`
    - main:
      - link "Runs":
        - /url: /runs
      - text: /Run [0-9]+/
      - heading "Change 1 listener" [level=1]
      - text: requested by local
      - time
      - text: /took .* s/
      - link "Activity"
      - link "Undo …"
      - region "Changes":
        - paragraph: "Established timeout: 600 s"
        - paragraph:
          - code: EstablishedTimeout=600
      - progressbar "Progress"
      - text: 1 of 1
      - paragraph: 1 done
      - status
      - navigation "Filter by result":
        - link "All 1"
        - link "Done 1"
      - link "View in list"
      - region "Results":
        - table "Results":
          - rowgroup:
            - row "Listener Region Result Details Ended":
              - columnheader "Listener"
              - columnheader "Region"
              - columnheader "Result"
              - columnheader "Details"
              - columnheader "Ended"
          - rowgroup:
            - row:
              - rowheader /^443.TCP on edge-prod/:
                - link "443/TCP on edge-prod"
              - cell "cn-hangzhou"
              - cell "Done"
              - cell "Confirmed as requested"
              - cell:
                - time
  `);
  const oneRun = page.url();
  await page.goto(`${oneRun}/undo`);
  await expect(main).toMatchAriaSnapshot(`
    - main:
      - link "Runs"
      - link /Run [0-9]+/
      - text: Undo
      - heading "Undo “Change 1 listener”" [level=1]
      - paragraph: /Restores each listener to its state before run [0-9]+.*current state of the listeners/
      - button "Change 1 listener"
      - link "Back to run"
      - region "Preview":
        - table "Preview":
          - rowgroup:
            - row "Listener Region Changes Activity":
              - columnheader "Listener"
              - columnheader "Region"
              - columnheader "Changes"
              - columnheader "Activity"
          - rowgroup:
            - row "Will change 1":
              - rowheader "Will change 1"
            - row:
              - rowheader /^443.TCP on edge-prod/:
                - link "443/TCP on edge-prod"
              - cell "cn-hangzhou"
              - cell:
                - list:
                  - listitem:
                    - text: Established timeout before
                    - deletion: 600 s
                    - text: after
                    - insertion: 900 s
              - cell:
                - link /Entry [0-9]+/
  `);
  await page.goto('/runs');
  await expect(main).toMatchAriaSnapshot(`
    - main:
      - heading "Runs" [level=1]
      - region "Runs":
        - table "Runs":
          - rowgroup:
            - row "Run State Results Duration Requested by Started":
              - columnheader "Run"
              - columnheader "State"
              - columnheader "Results"
              - columnheader "Duration"
              - columnheader "Requested by"
              - columnheader "Started"
          - rowgroup:
            - row:
              - 'rowheader /^Change 1 listener #[0-9]+ Established timeout: 600 s/':
                - link "Change 1 listener"
              - cell "Done"
              - cell "1 done"
              - cell / s$/
              - cell "local"
              - cell:
                - time
      - text: Newest first
  `);
});

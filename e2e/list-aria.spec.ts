import { expect, test } from './support/sluice';
import { EDGE_ID, EDGE_LIST, openFreshList, row } from './verbs/list';

test('the list is read as views, a search, a table of rows named by their ports, and its pages', async ({
  page,
}) => {
  await openFreshList(page, EDGE_LIST);
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - heading "Listeners" [level=1]
    - link "Create listener"
    - navigation "Views":
      - list:
        - listitem:
          - link "All 23"
        - listitem:
          - link /Recently changed \\d+/
        - listitem:
          - link /Unhealthy backends \\d+/
        - listitem:
          - link /Stopped \\d+/
        - listitem:
          - link /Open to the internet \\d+/
        - listitem:
          - link /Changing \\d+/
      - button "Save view"
    - search:
      - button "Instance is edge-prod"
      - link "Remove filter Instance"
      - searchbox "Filter listeners"
      - status: 8 of 23 match
      - link "Clear"
    - group "Filters":
      - button "Filter"
      - radiogroup "Grouping":
        - radio "Listeners" [checked]
        - radio "By instance"
      - button "Compact rows"
      - button "Columns"
      - button "Export results"
      - button "Refresh now"
    - region "Listeners":
      - table "Listeners":
        - rowgroup:
          - row:
            - columnheader "Select all TCP listeners on this page":
              - checkbox "Select all TCP listeners on this page"
            - columnheader "Port Description":
              - link "Port"
              - link "Description"
            - columnheader "Status Healthy":
              - link "Status"
              - link "Healthy"
            - columnheader "Instance":
              - link "Instance"
            - columnheader "Backend":
              - link "Backend"
            - columnheader "Access":
              - link "Access"
            - columnheader "Mbit/s":
              - link "Mbit/s"
            - columnheader "Changed":
              - link "Changed"
            - columnheader "Actions"
  `);
  await expect(row(page, '443/TCP on edge-prod')).toMatchAriaSnapshot(`
    - row:
      - cell "Select 443/TCP on edge-prod":
        - checkbox "Select 443/TCP on edge-prod"
      - rowheader "443 TCP 华东订单入口":
        - link "443 TCP"
      - cell:
        - text: Running
        - 'img "Healthy servers: 3 of 4. Unhealthy: 1. No result: 0."'
      - cell /edge-prod/:
        - button "Copy ${EDGE_ID}"
      - cell "web-blue VServer group"
      - cell "Allow 14 office-egress"
      - cell "80"
      - cell
      - cell:
        - button "Actions for 443/TCP on edge-prod"
  `);
});

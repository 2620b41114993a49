import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import Libsql from 'libsql';
import type { Sandbox } from '../support/sandbox';
import { expect, type Sluice } from '../support/sluice';
import type { Key } from './actions';

/** The form of an existing listener, as verbs. Names are those on screen, in English. */

export const SET = 'SetLoadBalancerTCPListenerAttribute';
const edge = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-bp1b6c719dfa08exfuca5' };

/** Round robin, 5 Mbit/s, an allowlist of 3 entries, backend port 22. */
export const SSH: Key = { ...edge, listenerPort: 2222 };
/** A VServer group, an allowlist, HTTP checks and session persistence. */
export const ORDERS_443: Key = { ...edge, listenerPort: 443 };
/** Drains connections and passes the proxy protocol, of which the form has no field. */
export const GRPC: Key = {
  regionId: 'cn-shanghai',
  loadBalancerId: 'lb-uf6w2l3q8m0v9c4x7t1kz',
  listenerPort: 50051,
};
/** Its health checks are off. */
export const IPERF: Key = {
  regionId: 'cn-hangzhou',
  loadBalancerId: 'lb-bp1a3s5d7f9g1h3j5k7lz',
  listenerPort: 5201,
};
/** On an instance that is protected against consoles. */
export const LEDGER: Key = {
  regionId: 'cn-hangzhou',
  loadBalancerId: 'lb-bp13jaf5qli5xmgl1miup',
  listenerPort: 3306,
};
/** Billed by bandwidth, 145 of its 200 Mbit/s held. */
export const BATCH: Key = {
  regionId: 'cn-hangzhou',
  loadBalancerId: 'lb-bp1o94dp5i6earr9g6d1l',
  listenerPort: 7443,
};

export function editAddress({ regionId, loadBalancerId, listenerPort }: Key): string {
  return `/listeners/${regionId}/${loadBalancerId}/${listenerPort}/edit`;
}

export async function openEdit(page: Page, listener: Key, query = ''): Promise<void> {
  await page.goto(editAddress(listener) + query);
  await expect(page.getByRole('button', { name: /^(Review changes|检查修改)$/ })).toBeVisible();
}

export async function review(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Review changes' }).click();
}

/** The button that sends what was reviewed. */
export function sendButton(page: Page): Locator {
  return page.getByRole('button', { name: /^Make \d+ changes?$/ });
}

export async function expectReview(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: /^Change listener .+\?$/ })).toBeFocused();
}

/** Reviews what was changed and sends it; what it said is on the next page. */
export async function change(page: Page): Promise<void> {
  await review(page);
  await expectReview(page);
  await sendButton(page).click();
  await expect(page.getByRole('region', { name: 'Notifications' })).toContainText('changed');
}

/** What each write requested, besides the listener's key. */
export async function receivedSets(sandbox: Sandbox): Promise<Record<string, string>[]> {
  const requests = await sandbox.requests(SET);
  const common = ['RegionId', 'LoadBalancerId', 'ListenerPort', 'Action', 'Version', 'Format', 'Timestamp'];
  return requests.map(({ parameters }) =>
    Object.fromEntries(
      Object.entries(parameters).filter(([name]) => !common.includes(name) && !name.startsWith('Signature')),
    ),
  );
}

/** The number of the last audit log entry, from the links of its pages. */
export function newestActivityId({ dataDir }: Sluice): number {
  const file = new Libsql(join(dataDir, 'sluice.db'), { readonly: true });
  const [row] = file.prepare('select max(id) as id from activity').all() as { id: number }[];
  file.close();
  return row?.id ?? 0;
}

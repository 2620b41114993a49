import { expect, test } from './support/sluice';
import type { Key } from './verbs/actions';
import { change, openEdit, receivedSets } from './verbs/edit';
import { expectCreated, field, fillRequired, openForm, submit, tick, unfoldAdvanced } from './verbs/form';
import { EDGE_ID } from './verbs/list';
import { addressOf, evaluateAcl, openListener, setting } from './verbs/listener';
import { foreignClient } from './truth/write-world';

/** What other clients create in the cloud of today, and Sluice's form does not offer. */

const KEY: Key = { regionId: 'cn-hangzhou', loadBalancerId: EDGE_ID, listenerPort: 18_080 };
const LISTS = ['acl-bp1bast7i0n2x', 'acl-bp1fin0a2n4c6', 'acl-bp1part4n6r8s'];
const DESCRIPTION = `k8s/80/nginx-ingress-controller/default/${'c'.repeat(120)}`;

test('one setting of a listener with several lists, a long description and -520 is changed, and nothing else is sent', async ({
  page,
  sandbox,
}) => {
  await sandbox.settings({ edition: 'current', transitionMillis: 0 });
  const settings = {
    Bandwidth: 5120,
    Description: DESCRIPTION,
    Scheduler: 'sch',
    HealthCheckConnectPort: -520,
    HealthyThreshold: 1,
    UnhealthyThreshold: 1,
    AclStatus: 'on',
    AclType: 'white',
    AclId: LISTS.join(','),
  };
  await foreignClient(sandbox.url)('CreateLoadBalancerTCPListener', {
    RegionId: KEY.regionId,
    LoadBalancerId: KEY.loadBalancerId,
    ListenerPort: String(KEY.listenerPort),
    BackendServerPort: '8080',
    ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)])),
  });

  await openEdit(page, KEY);
  const main = page.getByRole('main');
  for (const kept of [DESCRIPTION, 'sch', LISTS.join(','), '-520 (each server’s own port)', '5120'])
    await expect(main.getByText(`Unchanged: ${kept}`)).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Access control list', exact: true })).toContainText(
    'bastion, finance-only, partners',
  );
  const effect = page.getByRole('region', { name: 'Effect' });
  await expect(effect).toContainText('16 address ranges');
  await expect(effect).toContainText('addresses not in bastion, finance-only, partners are not forwarded');
  await unfoldAdvanced(page);
  await field(page, 'Established timeout').fill('600');
  await change(page);
  expect(await receivedSets(sandbox)).toEqual([{ EstablishedTimeout: '600' }]);

  await openListener(page, addressOf(KEY.listenerPort), `${KEY.listenerPort} TCP on edge-prod`);
  await expect(setting(page, 'Scheduling algorithm')).toContainText('sch');
  await expect(page.getByRole('main')).toContainText(DESCRIPTION);
  await expect(await evaluateAcl(page, '8.8.8.8')).toContainText('Blocked');
});

test('the form warns of an inactive instance until the first listener of it is started', async ({
  page,
  sandbox,
}) => {
  await sandbox.settings({ transitionMillis: 0 });
  const slb = foreignClient(sandbox.url);
  const RegionId = 'cn-hangzhou';
  const { LoadBalancerId } = await slb('CreateLoadBalancer', { RegionId, LoadBalancerName: 'new-edge' });
  const instance = { regionId: RegionId, loadBalancerId: String(LoadBalancerId), name: 'new-edge' };
  const warning = page.getByText(
    'new-edge is inactive and forwards no traffic. Start its first listener to activate it.',
  );
  await slb('CreateLoadBalancerTCPListener', {
    RegionId,
    LoadBalancerId: instance.loadBalancerId,
    ListenerPort: '7000',
    BackendServerPort: '8080',
    Bandwidth: '-1',
  });
  await openForm(page, instance);
  await expect(warning).toBeVisible();
  await fillRequired(page);
  await tick(page, 'Start immediately').check();
  await submit(page);
  await expectCreated(page, { port: '7001', status: 'Running' });

  await openForm(page, instance);
  await expect(field(page, 'Listener port')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Instance', exact: true })).toContainText('new-edge');
  await expect(warning).toBeHidden();
});

import { expect, test } from './support/sluice';
import { foreignClient } from './truth/write-world';
import { axeFindings, eachFace } from './verbs/axe';
import { askToDelete, expectRow, notice, openFreshList, row, type ListenerName } from './verbs/list';
import { addressOf, openListener, section, setting } from './verbs/listener';

const PAY = 'lb-bp1o94dp5i6earr9g6d1l';
const HTTPS = { RegionId: 'cn-hangzhou', LoadBalancerId: PAY, ListenerPort: '10443' };
const CERTIFICATE = '1231579085529123_166f8204689_1714763408_709981430';
const TITLE = '10443 HTTPS on pay-gw';

test('the page of an HTTPS listener shows all its settings, and says so where they cannot be read', async ({
  page,
  sandbox,
  sluice,
}) => {
  const slb = foreignClient(sandbox.url);
  await slb('SetLoadBalancerHTTPSListenerAttribute', {
    ...HTTPS,
    StickySession: 'on',
    StickySessionType: 'insert',
    CookieTimeout: '500',
    HealthCheck: 'on',
    HealthCheckURI: '/ready',
    HealthCheckMethod: 'get',
    XForwardedFor_proto: 'on',
    EnableHttp2: 'off',
    RequestTimeout: '180',
  });
  await slb('CreateDomainExtension', {
    ...HTTPS,
    Domain: '*.shop.example.com',
    ServerCertificateId: CERTIFICATE,
  });
  await slb('CreateLoadBalancerHTTPListener', {
    ...HTTPS,
    ListenerPort: '8000',
    HealthCheck: 'off',
    ListenerForward: 'on',
    ForwardPort: '10443',
  });
  const address = `${addressOf(10443, PAY)}?protocol=https`;
  await openListener(page, address, TITLE);
  const settings = section(page, 'Settings');

  await test.step('its settings are grouped', async () => {
    await expect(settings.getByRole('heading', { level: 3 })).toHaveText([
      'Scheduling and session persistence',
      'Health check',
      'Certificate and TLS',
      'Added HTTP headers',
      'Timeouts and compression',
    ]);
    for (const [name, words] of [
      ['Bandwidth', '5 Mbit/s at most'],
      ['Session persistence', 'cookie inserted, 500 s'],
      ['Protocol', 'HTTP GET /ready'],
      ['Server certificate', CERTIFICATE],
      ['CA certificate', 'none (one-way authentication)'],
      ['Additional domains', `*.shop.example.com ${CERTIFICATE}`],
      ['TLS security policy', 'tls_cipher_policy_1_2'],
      ['HTTP/2', 'off'],
      ['X-Forwarded-For', 'on: client IP address'],
      ['X-Forwarded-Proto', 'on: protocol of the listener'],
      ['SLB-ID', 'off'],
      ['Request timeout', '180 s, then HTTP 504'],
    ] as const)
      await expect(setting(page, name), name).toHaveText(words);
    await expect(page.getByRole('link', { name: /^Edit/ })).toHaveCount(0);
    await expect(section(page, 'Activity')).toBeVisible();
  });

  await test.step('a redirect leads to it', async () => {
    await openListener(page, `${addressOf(8000, PAY)}?protocol=http`, '8000 HTTP on pay-gw');
    await expect(setting(page, 'Redirect')).toHaveText('to HTTPS on port 10443');
    await settings.getByRole('link', { name: '10443' }).click();
    await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
  });

  await test.step('where they cannot be read, the page says why, and shows what the list has', async () => {
    await sandbox.fault({
      action: 'DescribeLoadBalancerHTTPSListenerAttribute',
      count: 9,
      kind: 'error',
      code: 'InternalError',
    });
    await openListener(page, address, TITLE);
    await expect(settings).toContainText('The other settings could not be loaded.');
    await expect(settings).toContainText(/InternalError RequestId [\dA-F-]{36}/);
    await expect(setting(page, 'Bandwidth')).toHaveText('5 Mbit/s at most');
    await expect(setting(page, 'TLS security policy')).toHaveCount(0);
  });

  await test.step('axe finds nothing wrong with it', async () => {
    await sandbox.clearFaults();
    await eachFace(page.context(), sluice.url, async (face) => {
      await page.goto(address);
      await expect(page.getByRole('heading', { level: 1 })).toContainText('10443');
      expect(await axeFindings(page, face), face).toEqual([]);
    });
  });
});

test('an HTTPS listener is stopped, started and deleted, and the activity log names its protocol', async ({
  page,
  sandbox,
}) => {
  const name: ListenerName = '10443/HTTPS on pay-gw';
  const address = `${addressOf(10443, PAY)}?protocol=https`;
  const list = `/listeners?regions=cn-hangzhou&instance=${PAY}`;
  const bar = page.getByRole('list', { name: 'Actions' });
  const dialog = page.getByRole('alertdialog');
  const sentFor = async (action: string) =>
    (await sandbox.requests(action)).map(({ parameters }) => parameters['ListenerProtocol']);

  await test.step('it is stopped and started on its page', async () => {
    await openListener(page, address, TITLE);
    await bar.getByRole('button', { name: 'Stop' }).click();
    await expect(dialog).toContainText('the servers of the default server group on port 8443');
    await dialog.getByRole('button', { name: 'Stop listener' }).click();
    await expect(notice(page, 'status', `${name} is stopped`)).toBeVisible();
    await bar.getByRole('button', { name: 'Start' }).click();
    await expect(notice(page, 'status', `${name} is running`)).toBeVisible();
    expect(await sentFor('StopLoadBalancerListener')).toEqual(['https']);
    expect(await sentFor('StartLoadBalancerListener')).toEqual(['https']);
    await expect(section(page, 'Activity').getByRole('listitem')).toHaveCount(2);
  });

  await test.step('it is deleted from the list, after a question that says that it cannot be restored', async () => {
    await openFreshList(page, list);
    const question = await askToDelete(page, name);
    await expect(question).toContainText('Cannot be restored: Sluice creates TCP listeners only.');
    await question.getByRole('textbox').fill('10443');
    await question.getByRole('button', { name: 'Delete listener' }).click();
    const deleted = notice(page, 'status', `Deleted ${name}`);
    await expect(deleted).toBeVisible();
    await expect(deleted.getByRole('link')).toHaveCount(0);
    await expect(row(page, name)).toHaveCount(0);
    expect(await sentFor('DeleteLoadBalancerListener')).toEqual(['https']);
  });

  await test.step('the activity log names the protocol, and offers nothing to restore', async () => {
    await page.goto('/activity?port=10443');
    const links = page.getByRole('main').getByRole('link', { name: '10443/HTTPS' });
    await expect(links).toHaveCount(3);
    await expect(links.first()).toHaveAttribute('href', new RegExp(`/${PAY}/10443\\?protocol=https$`));
    await page.goto(address);
    await expect(section(page, 'Activity').getByRole('listitem')).toHaveCount(3);
    await expect(section(page, 'Activity').getByRole('link', { name: /restore/i })).toHaveCount(0);
  });
});

test('a UDP listener that another client creates, starts and deletes is in the list, its preview and its page', async ({
  page,
  sandbox,
}) => {
  const slb = foreignClient(sandbox.url);
  const key = { RegionId: 'cn-hangzhou', LoadBalancerId: PAY, ListenerPort: '5060' };
  const name: ListenerName = '5060/UDP on pay-gw';
  await slb('CreateLoadBalancerUDPListener', {
    ...key,
    Bandwidth: '1',
    BackendServerPort: '5061',
    Description: 'sip',
    healthCheckReq: 'ping',
    healthCheckExp: 'pong',
  });
  const list = `/listeners?regions=cn-hangzhou&instance=${PAY}`;
  await openFreshList(page, list);
  await expectRow(page, name, { Port: '5060 UDP not editable', Status: 'Stopped', Description: 'sip' });

  await page.goto(`${list}&peek=cn-hangzhou/${PAY}/5060/udp`);
  const preview = page.getByRole('complementary', { name: 'Preview' });
  await expect(preview.getByRole('heading', { name: '5060 UDP pay-gw' })).toBeVisible();
  await expect(preview).toContainText('Stopped');

  await openListener(page, `${addressOf(5060, PAY)}?protocol=udp`, '5060 UDP on pay-gw');
  await expect(setting(page, 'Request')).toHaveText('ping');
  await expect(setting(page, 'Expected response')).toHaveText('pong');
  await expect(setting(page, 'Timeout, interval')).toHaveText('5 s, every 2 s');

  await slb('StartLoadBalancerListener', { ...key, ListenerProtocol: 'udp' });
  await openFreshList(page, list);
  await expectRow(page, name, { Status: 'Running' });
  await slb('DeleteLoadBalancerListener', { ...key, ListenerProtocol: 'udp' });
  await openFreshList(page, list);
  await expect(row(page, name)).toHaveCount(0);
});

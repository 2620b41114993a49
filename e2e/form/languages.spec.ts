import { expect, test } from '../support/sluice';
import {
  bandwidth,
  choice,
  choose,
  EDGE,
  expectFieldError,
  field,
  fill,
  fillRequired,
  list,
  openForm,
  receivedCreations,
  submit,
  summary,
  toggle,
  unfoldAdvanced,
} from '../verbs/form';

test('switching the language keeps what was typed, also in branches that are hidden', async ({ page }) => {
  await openForm(page);
  await list(page, 'Region').selectOption('cn-hangzhou');
  await choose(page, 'Instance', 'edge-prod');
  await fillRequired(page, '70000');
  await choice(page, 'HTTP HEAD').check();
  await fill(page, 'Path', '/hidden');
  await choice(page, 'TCP connect').check();
  await toggle(page, 'Access control').check();
  await choice(page, 'Denylist').check();
  await choose(page, 'Access control list', 'scanners');
  await unfoldAdvanced(page);
  await fill(page, 'Established timeout', '60');
  await submit(page);
  await expect(summary(page)).toBeVisible();

  await page.getByRole('button', { name: '切换到中文' }).click();
  await expect(page.getByRole('heading', { name: '创建 TCP 监听', level: 1 })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(list(page, '地域')).toHaveValue('cn-hangzhou');
  await expect(list(page, '负载均衡实例')).toContainText('edge-prod');
  await expectFieldError(field(page, '监听端口'), '请输入 1 到 65535 之间的数');
  await expect(summary(page)).toContainText('监听端口：请输入 1 到 65535 之间的数');
  await expect(field(page, '监听端口')).toHaveValue('70000');
  await expect(field(page, '带宽峰值, Mbit/s')).toHaveValue('5');
  await expect(field(page, '连接超时时间')).toHaveValue('60');
  await expect(choice(page, '黑名单')).toBeChecked();
  await expect(list(page, '访问控制策略组')).toContainText('scanners');
  await choice(page, 'HTTP HEAD').check();
  await expect(field(page, '健康检查路径')).toHaveValue('/hidden');

  await page.getByRole('button', { name: 'Switch to English' }).click();
  await expect(page.getByRole('heading', { name: 'Create a TCP listener', level: 1 })).toBeVisible();
  await expectFieldError(field(page, 'Listener port'), 'Enter a number from 1 to 65535');
  await expect(bandwidth(page)).toHaveValue('5');
});

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' });

  test('the form is filled in, validated, rejected and sent in the terms of SLB’s documentation', async ({
    page,
    sandbox,
  }) => {
    await openForm(page);
    await expect(page).toHaveTitle(/创建 TCP 监听/);
    await page.getByRole('button', { name: '创建监听' }).click();
    await expect(summary(page)).toBeFocused();
    await expect(summary(page).getByRole('link')).toHaveText([
      '地域：请选择地域',
      '负载均衡实例：请选择负载均衡实例，或输入实例 ID',
      '监听端口：请输入 1 到 65535 的整数',
      '带宽峰值：请输入带宽峰值（Mbit/s）：1 到 5000 的整数',
      '后端端口：请输入 1 到 65535 的整数',
    ]);

    await list(page, '地域').selectOption('cn-hangzhou');
    await choose(page, '负载均衡实例', EDGE.name);
    await fill(page, '监听端口', '443');
    await choice(page, '不限制').check();
    await fill(page, '监听描述', '第二个 入口');
    await choice(page, '虚拟服务器组').check();
    await choose(page, '虚拟服务器组', 'web-blue');
    await toggle(page, '启用访问控制').check();
    await choice(page, '白名单').check();
    await choose(page, '访问控制策略组', 'office-egress-v2');
    await page.getByRole('checkbox', { name: '确认端口 443 暂时允许所有访问' }).check();
    await page.getByRole('button', { name: '创建监听' }).click();
    await expectFieldError(field(page, '监听端口'), /已/);
    await expect(summary(page)).toContainText('SLB 拒绝了创建请求，未创建监听');
    await expect(summary(page)).toContainText('ListenerAlreadyExists');

    await fill(page, '监听端口', '7443');
    await page.getByRole('button', { name: '创建监听' }).click();
    await expect(page).toHaveURL(/[?&]new=/);
    await expect(page.getByRole('row').filter({ hasText: '第二个 入口' })).toContainText('7443');
    await expect(page.getByText('已在 edge-prod 上创建监听 7443，当前为停止状态')).toBeVisible();
    const sent = await receivedCreations(sandbox);
    expect(sent[1]).toEqual({
      RegionId: EDGE.regionId,
      LoadBalancerId: EDGE.loadBalancerId,
      ListenerPort: '7443',
      Bandwidth: '-1',
      VServerGroupId: 'rsp-cige6j5e7p',
      AclStatus: 'on',
      AclType: 'white',
      AclId: 'acl-bp1h6e1ykz6pd',
      Description: '第二个 入口',
    });
  });
});

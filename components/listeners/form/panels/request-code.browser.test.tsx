import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import {
  bandwidth,
  field,
  fillRequired,
  renderCreateForm,
} from '@/components/listeners/form/testing/create-form';

const tab = (name: string) => page.getByRole('tab', { name, exact: true });
const code = () => page.getByRole('tabpanel').getByRole('region');

test('each tab shows the request as code of its language, which follows the fields', async () => {
  await renderCreateForm();
  await fillRequired();
  for (const [name, text] of [
    ['CLI', '--ListenerPort=7001'],
    ['Terraform', 'frontend_port    = 7001'],
    ['TypeScript', 'ListenerPort: "7001"'],
    ['Python', '"ListenerPort": "7001"'],
    ['Go', '"ListenerPort":      "7001"'],
    ['Java', '"ListenerPort", "7001"'],
  ] as const) {
    await tab(name).click();
    await expect.element(code()).toHaveTextContent(text, { normalizeWhitespace: false });
  }
  await field('Listener port').fill('7002');
  await expect.element(code()).toHaveTextContent('"ListenerPort", "7002"');
  expect(document.cookie).toContain('sluice-code=java');
});

test('an invalid value is marked in the code where it stands', async () => {
  await renderCreateForm();
  await fillRequired();
  await bandwidth().fill('9000');
  await userEvent.keyboard('{Tab}');
  await tab('Terraform').click();
  await expect.element(code().getByRole('mark')).toHaveTextContent('9000 (invalid)');
});

test('the parameters come with a script that signs them, and with what SLB answers', async () => {
  await renderCreateForm();
  await fillRequired();
  await page.getByText('Signed request (curl)').click();
  await expect
    .element(code())
    .toHaveTextContent('call https://slb.aliyuncs.com CreateLoadBalancerTCPListener');
  await page.getByText('Expected response').click();
  await expect
    .element(page.getByRole('tabpanel'))
    .toHaveTextContent('<CreateLoadBalancerTCPListenerResponse>');
});

import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import {
  bandwidth,
  choice,
  expectFieldError,
  expectNoFieldError,
  field,
  fillRequired,
  list,
  renderCreateForm,
  submit,
  summary,
  tick,
} from '@/components/listeners/form/testing/create-form';

test('the summary drops an error as soon as it is fixed, also by another choice, and closes with the last one', async () => {
  const { createListener } = await renderCreateForm();
  await submit();
  await expect.element(summary()).toHaveFocus();
  const links = summary().getByRole('link');
  await expect.poll(() => links.all().length).toBe(3);
  await field('Listener port').fill('80');
  await expect.poll(() => links.all().length).toBe(2);
  await choice('Unlimited').click();
  await expect.poll(() => links.all().length).toBe(1);
  await field('Backend port').fill('80');
  await expect.element(summary()).not.toBeInTheDocument();
  expect(createListener).not.toHaveBeenCalled();
});

test('a field shows no error before it is first left, then validates each key', async () => {
  await renderCreateForm();
  const port = field('Listener port');
  await expect.element(port).toHaveFocus();
  await userEvent.keyboard('x');
  await expectNoFieldError(port);
  // To no other field, which would be left in turn.
  const box = port.element();
  if (!(box instanceof HTMLElement)) throw new Error('The port is typed into no element.');
  box.blur();
  await expectFieldError(port, 'Enter a whole number from 1 to 65535, in digits only');
  box.focus();
  await userEvent.keyboard('{End}{Backspace}');
  await expectFieldError(port, 'Enter a whole number from 1 to 65535');
  await userEvent.keyboard('8');
  await expectNoFieldError(port);
  await userEvent.keyboard('8888888');
  await expectFieldError(port, 'Enter a number from 1 to 65535');
  // The fields that were not left yet say nothing still.
  await expectNoFieldError(bandwidth());
  await expectNoFieldError(field('Backend port'));
});

test('the section index counts what is wrong and what is left, and leads to the group', async () => {
  await renderCreateForm();
  const index = page.getByRole('navigation', { name: 'Sections' });
  const section = (name: string) => index.getByRole('link', { name });
  await expect.element(section('Listener')).toHaveTextContent('2 required');
  await expect.element(section('Health check')).toHaveTextContent('Defaults');
  await submit();
  await expect.element(section('Listener')).toHaveTextContent('2 errors');
  await fillRequired();
  await expect.element(section('Listener')).toHaveTextContent('Complete');
  await section('Advanced').click();
  await expect.element(field('Established timeout')).toBeInViewport();
});

test('a digit too many is taken back by Backspace', async () => {
  await renderCreateForm();
  const port = field('Listener port');
  await expect.element(port).toHaveFocus();
  await userEvent.keyboard('655350{Tab}');
  await expectFieldError(port, 'Enter a number from 1 to 65535');
  await userEvent.keyboard('{Shift>}{Tab}{/Shift}{End}{Backspace}');
  await expectNoFieldError(port);
});

test('leaving a blank required field says what to enter', async () => {
  await renderCreateForm({ on: null });
  list('Instance').element().focus();
  await expect.element(list('Instance')).toHaveFocus();
  await userEvent.keyboard('{Tab}');
  await expectFieldError(list('Instance'), 'Select an instance, or enter its ID');
});

test('texts are validated by character set and by code points', async () => {
  await renderCreateForm();
  const description = field('Description');
  await description.fill('no, comma');
  await userEvent.keyboard('{Tab}');
  await expectFieldError(description, 'Use letters, digits, Chinese characters, spaces and - / . _ only');
  // An ideograph of two code units counts as one.
  await description.fill('𠮷'.repeat(80));
  await expectNoFieldError(description);
  await expect.element(page.getByText('80 of 80')).toBeVisible();
  await description.fill('𠮷'.repeat(81));
  await expectFieldError(description, 'Shorten it to 80 characters');

  await choice('HTTP HEAD').click();
  const path = field('Path');
  path.element().focus();
  await userEvent.keyboard('{Tab}');
  await expectFieldError(path, 'Enter the health check path, such as /healthz');
  await path.fill('healthz');
  await expectFieldError(path, 'Start the path with /');
  await path.fill('/a b');
  await expectFieldError(path, 'Use letters, digits and - / . % # & ? only');
  await path.fill(`/${'a'.repeat(80)}`);
  await expectFieldError(path, 'Shorten it to 80 characters');
  await path.fill(`/${'a'.repeat(79)}`);
  await expectNoFieldError(path);

  const domain = field('Domain');
  await domain.fill('under_score');
  await userEvent.keyboard('{Tab}');
  await expectFieldError(domain, 'Use letters, digits, hyphens and periods only, or $_ip');
  await domain.fill('$_ip');
  await expectNoFieldError(domain);

  await tick('2xx').click();
  await submit();
  await expect
    .element(summary().getByRole('link', { name: 'Success codes: Select at least one' }))
    .toBeVisible();
});

test('in Chinese, names and errors of fields are in Chinese', async () => {
  await renderCreateForm({ locale: 'zh-CN' });
  const port = page.getByRole('textbox', { name: '监听端口', exact: true });
  await port.fill('70000');
  await userEvent.keyboard('{Tab}');
  await expectFieldError(port, '65535');
  await expect.element(port).toHaveAccessibleDescription(expect.stringMatching(/\p{Script=Han}/u));
});

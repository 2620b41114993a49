import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import {
  choice,
  field,
  list,
  part,
  renderCreateForm,
  unfoldAdvanced,
} from '@/components/listeners/form/testing/create-form';

/** The lines of an open picker, each as it reads. */
async function optionsOf(name: string): Promise<string[]> {
  await list(name).click();
  const options = page.getByRole('listbox').getByRole('option');
  await expect.element(options.first()).toBeVisible();
  const texts = options.elements().map((option) => option.textContent);
  await list(name).click();
  return texts;
}

test('a default stands in its field as well as beside it, and what is typed replaces it', async () => {
  await renderCreateForm();
  await unfoldAdvanced();
  const defaults = { Timeout: '5', Interval: '2', 'Healthy threshold': '3', 'Established timeout': '900' };
  for (const [name, value] of Object.entries(defaults)) {
    await expect.element(field(name)).toHaveAttribute('placeholder', value);
    await expect.element(field(name)).toHaveValue('');
    await expect
      .element(field(name))
      .toHaveAccessibleDescription(expect.stringContaining(`default ${value}`));
  }
  // The check goes to the backend port, unless servers have their own.
  await field('Backend port').fill('8080');
  await expect.element(field('Check port')).toHaveAttribute('placeholder', '8080');
  await choice('VServer group').click();
  await expect.element(field('Check port')).not.toHaveAttribute('placeholder');
});

test('the default server group shows its servers and how they are, also what is not known of them', async () => {
  await renderCreateForm();
  const cards = page.getByRole('list', { name: 'Servers of the default server group' });
  await expect.element(cards).toMatchAriaInlineSnapshot(`
    - list "Servers of the default server group":
      - listitem: 10.0.4.11 weight 100 healthy
      - listitem: i-two weight 0, no new connections unhealthy
      - listitem: i-three weight not returned health unknown
  `);
  await choice('VServer group').click();
  await expect.element(cards).not.toBeInTheDocument();
});

test('groups are offered with their servers, their health and their use, and say what is not known', async () => {
  await renderCreateForm();
  await choice('VServer group').click();
  expect(await optionsOf('VServer group')).toEqual([
    'edge-webrsp-edge-web2 servers, 1 of 2 unhealthy, used by 1 listener',
    'edge-kafkarsp-edge-kafkanumber of servers unknown, health unknown, usage unknown',
  ]);
});

test('what can hardly be chosen comes last, with its reason', async () => {
  await renderCreateForm();
  const instances = await optionsOf('Instance');
  expect(instances.at(0)).toMatch(/^edge/);
  expect(instances.at(-1)).toMatch(/^aaa-locked.*Locked/);

  await part('Access control').getByRole('switch').click();
  expect(await optionsOf('Access control list')).toEqual([
    'officeacl-officeIPv4, 1 entry, used by 3 listeners',
    'emptyacl-emptyIPv4, number of entries unknown, usage unknown',
    'empty-tooacl-empty-tooIPv4, number of entries unknown, usage unknown',
    'aaa-sixacl-aaa-sixThe instance is IPv4IPv6, number of entries unknown, usage unknown',
  ]);
});

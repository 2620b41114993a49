import { expect, vi, type Mock } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { CodeSettingsProvider } from '@/components/listeners/code/code-settings';
import { ListenerForm } from '@/components/listeners/form/steps/listener-form';
import { inApp } from '@/components/testing/in-app';
import type { Locale } from '@/lib/i18n/locales';
import type {
  AccessControlListOptions,
  InstanceChoice,
  InstanceOptions,
  RegionOptions,
} from '@/lib/listeners/edit/form-options';
import { toCreateParameters, toRecord } from '@/lib/listeners/wire/parameters';
import { blankFormValues } from '@/lib/model/draft';
import type { CreateOutcome } from '@/lib/model/outcome';
import { listenerSchema } from '@/lib/model/schema';

/** The create form with a small region, answered without a server. */

const REGION = 'cn-hangzhou';

function instance(name: string, own: Partial<InstanceChoice> = {}): InstanceChoice {
  return {
    loadBalancerId: `lb-${name}`,
    name,
    address: '203.0.113.24',
    addressType: 'internet',
    addressIpVersion: 'ipv4',
    chargeType: 'paybytraffic',
    bandwidthMbps: null,
    status: 'active',
    modificationProtection: { status: 'none' },
    permission: { allowed: true },
    owner: null,
    ...own,
  };
}

const region: RegionOptions = {
  instances: {
    ok: true,
    value: [
      instance('edge'),
      instance('pay', { chargeType: 'paybybandwidth', bandwidthMbps: 200 }),
      instance('aaa-locked', { status: 'locked' }),
      instance('full', { chargeType: 'paybybandwidth', bandwidthMbps: 100 }),
    ],
  },
  accessControlLists: {
    ok: true,
    value: ['aaa-six', 'office', 'empty', 'empty-too'].map((name) => ({
      aclId: `acl-${name}`,
      name,
      addressIpVersion: name === 'aaa-six' ? 'ipv6' : 'ipv4',
      entryCount: name === 'office' ? 1 : null,
      usedBy: name === 'office' ? 3 : null,
    })),
  },
};

const heldMbps: Record<string, number[]> = { 'lb-edge': [5, 5], 'lb-pay': [100, 45], 'lb-full': [100] };

function instanceOptions(loadBalancerId: string): InstanceOptions {
  const name = loadBalancerId.replace('lb-', '');
  return {
    ports: {
      ok: true,
      value: {
        taken: [{ listenerPort: 8443, protocol: 'tcp', description: 'checkout' }],
        defaultServers: [
          { serverId: 'i-one', serverIp: '10.0.4.11', weight: 100, health: 'normal' },
          { serverId: 'i-two', serverIp: null, weight: 0, health: 'abnormal' },
          { serverId: 'i-three', serverIp: null, weight: null, health: null },
        ],
      },
    },
    listenerBandwidthsMbps: { ok: true, value: heldMbps[loadBalancerId] ?? [] },
    vServerGroups: {
      ok: true,
      value: ['web', 'kafka'].map((group) => ({
        groupId: `rsp-${name}-${group}`,
        name: `${name}-${group}`,
        serverCount: group === 'web' ? 2 : null,
        usedBy: group === 'web' ? 1 : null,
        health: group === 'web' ? { all: 2, normal: 1, abnormal: 1, unknown: 0 } : null,
      })),
    },
    primarySecondaryServerGroups: {
      ok: true,
      value: [{ groupId: 'rsp-pair', name: 'session-pair', serverCount: 2, usedBy: 0, health: null }],
    },
  };
}

function listOptions(aclId: string): AccessControlListOptions {
  const entries = aclId === 'acl-office' ? [{ entry: '198.51.100.0/24', comment: 'office' }] : [];
  return { ok: true, value: { addressIpVersion: 'ipv4', entries } };
}

/** What `app/(console)/listeners/new/options` answers. */
function answer(address: string): Response {
  const query = new URL(address, window.location.href).searchParams;
  const [loadBalancerId, aclId] = [query.get('instance'), query.get('list')];
  if (aclId !== null) return Response.json(listOptions(aclId));
  if (loadBalancerId !== null) return Response.json(instanceOptions(loadBalancerId));
  return Response.json(region);
}

type CreateAction = (input: unknown, isConfirmed: boolean) => Promise<CreateOutcome>;
type CreateListener = Mock<CreateAction>;

/** What the service would send for each call, by the schema and the parameters that it uses. */
export function sentBy(createListener: CreateListener): Record<string, string>[] {
  return createListener.mock.calls.map(([input]) =>
    toRecord(toCreateParameters(listenerSchema.parse(input))),
  );
}

/** The form on an instance, or blank where that is null. */
export async function renderCreateForm({
  on = 'lb-edge',
  locale = 'en',
}: { on?: string | null; locale?: Locale } = {}) {
  const { fetch } = window;
  vi.spyOn(window, 'fetch').mockImplementation(async (resource, init) =>
    String(resource).startsWith('/listeners/new/options') ? answer(String(resource)) : fetch(resource, init),
  );
  const createListener: CreateListener = vi.fn<CreateAction>(async () => ({
    ok: false,
    error: {
      code: 'Test.Rejected',
      message: 'This test creates nothing.',
      explanation: null,
      requestId: null,
      outcome: 'not-done',
      fieldErrors: [],
    },
  }));
  await render(
    await inApp(
      <CodeSettingsProvider endpoints={{ mode: 'cloud' }} initialTab="api">
        <ListenerForm
          begin={{ ...blankFormValues(), ...(on === null ? {} : { regionId: REGION, loadBalancerId: on }) }}
          firstField={on === null ? 'regionId' : 'listenerPort'}
          regions={{ ok: true, value: [{ regionId: REGION, localName: 'China (Hangzhou)' }] }}
          initialReads={
            on === null
              ? { region: null, instance: null, lists: [] }
              : {
                  region: { regionId: REGION, options: region },
                  instance: { regionId: REGION, loadBalancerId: on, options: instanceOptions(on) },
                  lists: [],
                }
          }
          createListener={createListener}
        />
      </CodeSettingsProvider>,
      locale,
    ),
  );
  return { createListener };
}

/** A line to type in, by its whole name. */
export const field = (name: string) => page.getByRole('textbox', { name, exact: true });
export const list = (name: string) => page.getByRole('combobox', { name, exact: true });
export const choice = (name: string | RegExp) =>
  page.getByRole('radio', { name, exact: typeof name === 'string' });
export const toggle = (name: string) => page.getByRole('switch', { name, exact: true });
export const tick = (name: string) => page.getByRole('checkbox', { name, exact: true });
export const bandwidth = () => field('Bandwidth, Mbit/s');
/** The error summary. */
export const summary = () => page.getByRole('main').getByRole('alert');
export const part = (name: string) => page.getByRole('region', { name, exact: true });

/** Opens one of our lists and chooses the entry with this text. */
export async function choose(name: string, words: string): Promise<void> {
  await list(name).click();
  await page.getByRole('option', { name: words }).first().click();
  await expect.element(page.getByRole('listbox')).not.toBeInTheDocument();
}

/** What is required and nothing more, on an instance that is chosen already. */
export async function fillRequired(port = '7001'): Promise<void> {
  await field('Listener port').fill(port);
  await bandwidth().fill('5');
  await field('Backend port').fill('8080');
}

export async function submit(): Promise<void> {
  await page.getByRole('button', { name: 'Create listener', exact: true }).click();
}

export async function unfoldAdvanced(): Promise<void> {
  await part('Advanced').getByRole('button', { name: 'Show' }).click();
}

/** The parameters that the side panel says will be sent. */
export function shownRequest(): Record<string, string> {
  const panel = part('Request').element();
  const texts = (tag: string) =>
    [...panel.querySelectorAll(tag)]
      .filter((each) => each.closest('details') === null)
      .map((each) => each.textContent.trim());
  const values = texts('dd');
  return Object.fromEntries(texts('dt').map((name, at) => [name, values[at] ?? '']));
}

type Control = ReturnType<typeof field>;

/** The control is marked as invalid and has this message. */
export async function expectFieldError(control: Control, words: string): Promise<void> {
  await expect.element(control).toHaveAttribute('aria-invalid', 'true');
  await expect.element(control).toHaveAccessibleDescription(expect.stringContaining(words));
}

export async function expectNoFieldError(control: Control): Promise<void> {
  await expect.element(control).not.toHaveAttribute('aria-invalid');
}

import { createTranslator } from 'next-intl';
import { expect, it } from 'vitest';
import { loadMessages, type Messages } from '@/lib/i18n/messages';
import type { FilterColumn } from '@/lib/listeners/list/filter/columns';
import { filterOf } from '@/lib/listeners/list/filter/filter';
import type { ListedListener } from '@/lib/model/list-row';
import { countMatches, countUndecided } from '@/lib/listeners/list/row-index';
import type { RowLanguage } from '@/lib/listeners/list/filterable-row';
import { contextOf } from '@/lib/listeners/testing/observe';
import { accessFor } from '@/lib/model/testing/access';
import { cellMessagesIn } from '../cell-messages';

/** Whether a listener is undecided does not depend on the language in which a value is typed. */

const messages = { en: await loadMessages('en'), 'zh-CN': await loadMessages('zh-CN') };
const [english, chinese] = (['en', 'zh-CN'] as const).map((locale) => {
  const translator = { locale, messages: messages[locale] };
  return cellMessagesIn(
    {
      t: createTranslator<Messages, 'list'>({ ...translator, namespace: 'list' }),
      domain: createTranslator<Messages, 'domain'>({ ...translator, namespace: 'domain' }),
    },
    accessFor(),
  ).row;
});
if (english === undefined || chinese === undefined) throw new Error('there are two languages');
const language: RowLanguage = { locale: 'en', own: english, others: [chinese] };
const context = contextOf();
const only = (row: ListedListener) => ({ listeners: [row], language, context });

const known: ListedListener = {
  regionId: 'cn-hangzhou',
  loadBalancerId: 'lb-1',
  listenerPort: 443,
  protocol: 'tcp',
  status: 'running',
  changingSinceMillis: null,
  changedAtMillis: null,
  loadBalancer: {
    loadBalancerId: 'lb-1',
    name: 'edge-prod',
    address: '203.0.113.4',
    status: 'active',
    deleteProtection: false,
    modificationProtection: { status: 'none' },
    addressType: 'internet',
    addressIpVersion: 'ipv4',
    sharedMbps: null,
  },
  backend: { kind: 'port', backendServerPort: 8080 },
  scheduler: 'wrr',
  bandwidthMbps: 20,
  access: { status: 'off' },
  reach: { who: 'everyone', because: 'no-control', from: 'internet' },
  healthCheck: { status: 'on', type: 'tcp', connectPort: null, intervalSeconds: 2 },
  description: 'web',
};
type Changes = Partial<ListedListener>;
const rowWith = (changes: Changes): ListedListener => ({ ...known, ...changes });

type Reach = ListedListener['reach'];
const controlled = (type: string, entryCount: number | null, who: Reach['who'], because: Reach['because']) =>
  rowWith({
    access: { status: 'on', type, lists: [{ aclId: 'acl-1', name: 'office', entryCount }] },
    reach: { who, because, from: 'internet' },
  });
const white = [
  controlled('white', 14, 'some', 'allowlist'),
  controlled('white', 0, 'everyone', 'empty-allowlist'),
  controlled('white', 14, 'everyone', 'full-allowlist'),
  controlled('white', null, 'everyone', 'full-allowlist'),
];
const black = [
  controlled('black', 14, 'everyone-except', 'denylist'),
  controlled('black', 0, 'everyone', 'empty-denylist'),
  controlled('black', 14, 'nobody', 'full-denylist'),
  controlled('black', null, 'nobody', 'full-denylist'),
];
const open = (['internet', 'intranet'] as const).map((from) =>
  rowWith({ reach: { who: 'everyone', because: 'no-control', from } }),
);
const groups: ListedListener['backend'][] = [
  { kind: 'port', backendServerPort: 8080 },
  { kind: 'vserver-group', groupId: 'rsp-1', name: 'web', serverCount: 2 },
];
const check = (type: string | null, connectPort: number | 'unknown' | null, intervalSeconds: number | null) =>
  rowWith({ healthCheck: { status: 'on', type, connectPort, intervalSeconds } });
const checks = [check('tcp', 8443, 5), check('tcp', null, 300), check('http', null, 119)];
const ofInstance = (changes: Partial<ListedListener['loadBalancer']>): ListedListener =>
  rowWith({ loadBalancer: { ...known.loadBalancer, ...changes } });

const cases: [FilterColumn, string, unknown: ListedListener, may: ListedListener[]][] = [
  ['access', 'whose allowlist is not read', controlled('white', null, 'unknown', 'unread-list'), white],
  ['access', 'whose denylist is not read', controlled('black', null, 'unknown', 'unread-list'), black],
  [
    'access',
    'whose control is not returned',
    rowWith({
      access: { status: 'unknown' },
      reach: { who: 'unknown', because: 'not-returned', from: 'internet' },
    }),
    [...white, ...black, ...open],
  ],
  [
    'access',
    'whose kind of address is not returned',
    rowWith({ reach: { who: 'everyone', because: 'no-control', from: 'unknown' } }),
    open,
  ],
  [
    'backend',
    'whose port cannot be read',
    rowWith({ backend: { kind: 'port', backendServerPort: null }, unreadable: ['backend'] }),
    [known],
  ],
  [
    'backend',
    'whose backend is not returned',
    rowWith({ backend: { kind: 'unknown' } }),
    groups.map((backend) => rowWith({ backend })),
  ],
  ['health-check', 'whose check is not returned', rowWith({ healthCheck: null }), checks],
  ['health-check', 'whose kind of check is not returned', check(null, null, 5), checks],
  [
    'health-check',
    'whose port and interval are not returned',
    check('tcp', 'unknown', null),
    checks.slice(0, 2),
  ],
  [
    'protocol',
    'whose protocol is not returned',
    rowWith({ protocol: '' }),
    [known, rowWith({ protocol: 'udp' })],
  ],
  [
    'status',
    'whose status is not returned',
    rowWith({ status: 'unknown' }),
    [known, rowWith({ status: 'stopped' })],
  ],
  ['scheduler', 'whose algorithm is not returned', rowWith({ scheduler: null }), [known]],
  [
    'address-type',
    'whose kind of address is not returned',
    ofInstance({ addressType: '' }),
    [known, ofInstance({ addressType: 'intranet' })],
  ],
  [
    'instance',
    'whose instance is not read',
    ofInstance({ name: 'lb-1', status: 'unknown', addressType: '' }),
    [known],
  ],
  [
    'instance',
    'whose name cannot be read',
    rowWith({ loadBalancer: { ...known.loadBalancer, name: '' }, unreadable: ['instance'] }),
    [known],
  ],
];

/** Every substring of a text up to a length that distinguishes texts, and every prefix. */
function partsOf(text: string): string[] {
  const parts = new Set<string>();
  for (let start = 0; start < text.length; start += 1)
    for (let end = start + 1; end <= text.length; end += 1)
      if (start === 0 || end === text.length || end - start <= 9) parts.add(text.slice(start, end));
  return [...parts];
}

it.each(cases)('by %s: a listener %s may be all that it may turn out to be', (column, _of, unknown, may) => {
  const decided: string[] = [];
  let found = 0;
  for (const row of may)
    for (const words of [english, chinese])
      for (const part of partsOf(column === 'protocol' ? row.protocol : words(row)[column as 'access']))
        for (const value of [`"${part}"`, `="${part}"`, `${part}*`]) {
          const filter = filterOf(`${column}:${value}`);
          if (countMatches(only(row), filter) === 0) continue;
          found += 1;
          if (countMatches(only(unknown), filter) + countUndecided(only(unknown), filter) === 0)
            decided.push(filter.text);
        }
  expect(decided).toEqual([]);
  expect(found).toBeGreaterThan(1);
});

it.each([
  ['access:block', controlled('white', null, 'unknown', 'unread-list')],
  ['access:deny', controlled('white', null, 'unknown', 'unread-list')],
  ['access:nobody', controlled('white', null, 'unknown', 'unread-list')],
  ['access:branch', controlled('black', null, 'unknown', 'unread-list')],
  ['access:open', controlled('black', 3, 'unknown', 'unread-entry')],
  ['access:"deny 5"', controlled('black', 3, 'unknown', 'unread-entry')],
  ['access:allow', controlled('geo', null, 'unknown', 'unknown-type')],
  ['backend:web', rowWith({ backend: { kind: 'port', backendServerPort: null } })],
  ['backend:default2', rowWith({ backend: { kind: 'port', backendServerPort: null } })],
  ['health-check:http', check('tcp', 'unknown', 5)],
  ['health-check:off', check(null, 'unknown', null)],
  ['instance:=lb-2', ofInstance({ name: 'lb-1', status: 'unknown' })],
  ['access:block', known],
  ['backend:80801', known],
  ['health-check:http', known],
])('%s is decided where it can be', (text, row) => {
  const filter = filterOf(text);
  expect(countMatches(only(row), filter)).toBe(0);
  expect(countUndecided(only(row), filter)).toBe(0);
});

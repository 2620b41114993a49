import { createTranslator } from 'next-intl';
import { describe, expect, it } from 'vitest';
import { loadMessages, type Messages } from '@/lib/i18n/messages';
import { filterColumns, type FilterColumn } from '@/lib/listeners/list/filter/columns';
import { filterOf } from '@/lib/listeners/list/filter/filter';
import { canonicalFilter, formatColumn } from '@/lib/listeners/list/filter/format';
import { fixedValues } from '@/lib/listeners/list/filter/value-terms';
import type { ListedAccess, ListedBackend, ListedListener } from '@/lib/model/list-row';
import type { Reach } from '@/lib/model/reach';
import { countMatches, countUndecided } from '@/lib/listeners/list/row-index';
import type { RowLanguage } from '@/lib/listeners/list/filterable-row';
import { contextOf } from '@/lib/listeners/testing/observe';
import { builtInViews } from '@/lib/listeners/list/views';
import { accessFor } from '@/lib/model/testing/access';
import { cellMessagesIn } from '../cell-messages';

/** Links and saved views are shared: a filter means the same to every reader, in whatever language it was typed. */

const messages = { en: await loadMessages('en'), 'zh-CN': await loadMessages('zh-CN') };
const languages = [languageOf('en', 'zh-CN'), languageOf('zh-CN', 'en')];

function messagesOf(locale: keyof typeof messages) {
  const translator = { locale, messages: messages[locale] };
  return cellMessagesIn(
    {
      t: createTranslator<Messages, 'list'>({ ...translator, namespace: 'list' }),
      domain: createTranslator<Messages, 'domain'>({ ...translator, namespace: 'domain' }),
    },
    accessFor(),
  ).row;
}
function languageOf(own: keyof typeof messages, other: keyof typeof messages): RowLanguage {
  return { locale: own, own: messagesOf(own), others: [messagesOf(other)] };
}

const lists = (entryCount: number) => [{ aclId: 'acl-1', name: 'office', entryCount }];
const accesses: { access: ListedAccess; who: Reach['who']; because: Reach['because'] }[] = [
  { access: { status: 'off' }, who: 'everyone', because: 'no-control' },
  { access: { status: 'on', type: 'white', lists: lists(14) }, who: 'some', because: 'allowlist' },
  { access: { status: 'on', type: 'white', lists: lists(0) }, who: 'everyone', because: 'empty-allowlist' },
  { access: { status: 'on', type: 'black', lists: lists(2) }, who: 'everyone-except', because: 'denylist' },
  { access: { status: 'on', type: 'black', lists: lists(1) }, who: 'nobody', because: 'full-denylist' },
  { access: { status: 'unknown' }, who: 'unknown', because: 'not-returned' },
];
const backends: ListedBackend[] = [
  { kind: 'port', backendServerPort: 8080 },
  { kind: 'vserver-group', groupId: 'rsp-1', name: 'web', serverCount: 2 },
  { kind: 'primary-secondary-group', groupId: 'rsp-2', name: null },
  { kind: 'unknown' },
];
const statuses = ['running', 'stopped', 'starting', 'stopping', 'configuring', 'unknown', 'deleting'];

/** One of each kind, in turns of different length, so that every kind meets every other. */
const rows = Array.from({ length: 84 }, (_, at): ListedListener => {
  const one = <T>(values: readonly T[]): T => values[at % values.length] as T;
  const { access, who, because } = one(accesses);
  const addressType = one(['internet', 'intranet', 'internet', '', 'intranet'] as const);
  return {
    regionId: one(['cn-hangzhou', 'eu-central-1']),
    loadBalancerId: `lb-${at % 5}`,
    listenerPort: 1000 + at,
    protocol: at % 11 === 0 ? 'udp' : 'tcp',
    status: one(statuses),
    changingSinceMillis: null,
    changedAtMillis: null,
    loadBalancer: {
      loadBalancerId: `lb-${at % 5}`,
      name: `edge-${at % 5}`,
      status: one(['active', 'locked', 'active']),
      deleteProtection: at % 4 === 0,
      modificationProtection: { status: 'none' },
      addressType,
      addressIpVersion: 'ipv4',
      sharedMbps: null,
    },
    backend: one(backends),
    scheduler: one(['wrr', 'wlc', 'rr', null]),
    bandwidthMbps: one([-1, 10, null, 50]),
    access,
    reach: { who, because, from: addressType || 'unknown' },
    healthCheck: one([
      null,
      { status: 'off' },
      { status: 'on', type: 'tcp', connectPort: 80, intervalSeconds: 2 },
    ]),
    description: one(['web', null, '订单']),
  };
});

const tally = (normal: number, abnormal: number) => ({
  normal,
  abnormal,
  unknown: 0,
  all: normal + abnormal,
  observedAtMillis: Date.now(),
});
const tallies = [tally(2, 0), tally(1, 1), tally(0, 2)];
const context = contextOf(
  rows.flatMap((row, at) => {
    const observed = tallies[at % 4];
    return observed === undefined ? [] : [[row, observed] as const];
  }),
);

const undecidedOf = (listeners: readonly ListedListener[], text: string): number[] =>
  languages.map((language) => countUndecided({ listeners, language, context }, filterOf(text)));
const undecided = (text: string): number[] => undecidedOf(rows, text);
const counts = (text: string): number[] =>
  languages.map((language) => countMatches({ listeners: rows, language, context }, filterOf(text)));

/** The texts for a value on screen, in each language. */
function shownTexts(column: FilterColumn, name: string): string[] {
  return Object.values(messages).flatMap(({ query, domain, list }) => {
    const tables: Record<string, string>[] = [query.value];
    if (column === 'status') tables.push(domain.status);
    if (column === 'access' || column === 'backend') tables.push(list.table);
    return tables.flatMap((table) => table[name] ?? []);
  });
}

const values = filterColumns.flatMap((column) => fixedValues(column).map((name) => ({ column, name })));

describe.each(values)('$column:$name', ({ column, name }) => {
  const canonical = formatColumn(column, [{ kind: 'is', text: name }]);

  it('finds the same rows in every language, and some', () => {
    const [first = 0, ...others] = counts(canonical);
    expect(others).toEqual([first]);
    expect(first).toBeGreaterThan(0);
  });

  it("can be typed in any language's terms, and is written by its name", () => {
    const words = shownTexts(column, name);
    expect(words.length).toBeGreaterThan(1);
    for (const word of words) {
      expect(canonicalFilter(`${column}:"${word}"`)).toBe(canonicalFilter(`${column}:${name}`));
      expect(canonicalFilter(`${column}:="${word}"`)).toBe(canonicalFilter(`${column}:=${name}`));
      expect(counts(`${column}:"${word}"`)).toEqual(counts(`${column}:${name}`));
    }
  });
});

it("unlimited can be typed in any language's terms", () => {
  for (const { query, list } of Object.values(messages))
    for (const word of [query.value['no-cap'], list.table.noCap])
      expect(canonicalFilter(`bandwidth:"${word}"`)).toBe('bandwidth:no-cap');
});

it('free text finds what a row says in any language, and its names for it, whoever reads it', () => {
  const said = rows
    .slice(0, 12)
    .flatMap((row) => languages.flatMap(({ own }) => Object.values(own(row))))
    .flatMap((cell) => cell.split(/[\s,，:：]+/));
  for (const word of new Set([...said, 'running', 'changing', 'open', 'default', '运行中', '允许所有访问'])) {
    const [first, ...others] = counts(`"${word}"`);
    expect([word, ...others]).toEqual([word, first]);
    expect(first).toBeGreaterThan(0);
  }
});

it('a link with terms of an older release or another language is shown as it is written now', () => {
  expect(
    canonicalFilter('状态:运行中,已停止 访问控制:=全部放行 带宽:不限 后端:默认服务器组 健康:全部异常'),
  ).toBe('status:running,stopped access:=open bandwidth:no-cap backend:default healthy:none');
});

it('the view of what is open to the internet says of every listener that may be one that it is, or that it is not known', () => {
  const open = builtInViews.find(({ id }) => id === 'open')?.text ?? '';
  const mayBe = rows.filter(
    ({ reach: { who, from } }) => (who === 'everyone' || who === 'unknown') && from !== 'intranet',
  );
  const [found = 0] = counts(open);
  const [unknown = 0] = undecided(open);
  expect(mayBe.some(({ reach: { who, from } }) => who === 'everyone' && from === 'unknown')).toBe(true);
  expect(found + unknown).toBe(mayBe.length);
});

describe('on values SLB did not return, a filter', () => {
  const unreturned = (is: (row: ListedListener) => boolean): number[] => {
    const count = rows.filter(is).length;
    expect(count).toBeGreaterThan(0);
    return [count, count];
  };
  const isTcp = ({ protocol }: ListedListener): boolean => protocol === 'tcp';

  it.each(['access:open', 'access:=open', '-access:open', 'access:nobody', 'access:全部放行'])(
    '%s says how many it does not decide',
    (text) => {
      expect(undecided(text)).toEqual(unreturned(({ reach }) => reach.who === 'unknown'));
    },
  );

  it('decides what the rest of it decides', () => {
    expect(undecided('access:open port:<1')).toEqual([0, 0]);
    expect(undecided('access:open or port:>0')).toEqual([0, 0]);
    expect(undecided('access:unknown')).toEqual([0, 0]);
    expect(undecided('-access:unknown')).toEqual([0, 0]);
    expect(undecided('8443')).toEqual([0, 0]);
  });

  it('leaves open a bandwidth, an algorithm, a check and a kind of address', () => {
    expect(undecided('bandwidth:>20')).toEqual(unreturned((row) => isTcp(row) && row.bandwidthMbps === null));
    expect(undecided('-bandwidth:no-cap')).toEqual(undecided('bandwidth:>20'));
    expect(undecided('scheduler:wrr')).toEqual(unreturned((row) => isTcp(row) && row.scheduler === null));
    expect(undecided('health-check:off')).toEqual(
      unreturned((row) => isTcp(row) && row.healthCheck === null),
    );
    expect(undecided('address-type:internet')).toEqual(
      unreturned((row) => row.loadBalancer.addressType === ''),
    );
  });

  it('finds it by its name', () => {
    expect(counts('bandwidth:unknown')).toEqual(
      unreturned((row) => isTcp(row) && row.bandwidthMbps === null),
    );
    expect(counts('address:unknown')).toEqual(unreturned((row) => !row.loadBalancer.address));
    expect(counts('address-type:unknown')).toEqual(unreturned((row) => row.loadBalancer.addressType === ''));
  });
});

it('an allowlist of which the entries are not read may be open, and never blocks everyone', () => {
  const unread = rows
    .filter(({ access }) => access.status === 'on' && access.type === 'white')
    .map((row): ListedListener => ({
      ...row,
      reach: { ...row.reach, who: 'unknown', because: 'unread-list' },
    }));
  const of = (text: string): number[] => undecidedOf(unread, text);
  expect(of('access:open')).toEqual([unread.length, unread.length]);
  for (const text of ['access:allow', 'access:deny', 'access:nobody', 'access:office'])
    expect(of(text)).toEqual([0, 0]);
});

it('compares an id whatever its case, so an instance whose name is unknown stays decided', () => {
  const unnamed = rows.map((row): ListedListener => ({
    ...row,
    loadBalancer: { ...row.loadBalancer, name: row.loadBalancerId },
  }));
  expect(undecidedOf(unnamed, 'instance:edge')).toEqual([unnamed.length, unnamed.length]);
  for (const text of ['instance:=lb-none', 'instance:=LB-NONE'])
    expect(undecidedOf(unnamed, text)).toEqual([0, 0]);
});

import { createTranslator } from 'next-intl';
import { expect, test } from 'vitest';
import { loadMessages, type Messages } from '@/lib/i18n/messages';
import { filterTerm } from './filter-term';
import { tokenView } from './token-view';

const t = createTranslator<Messages, 'query'>({
  locale: 'en',
  messages: await loadMessages('en'),
  namespace: 'query',
});

test.each([
  ['status:stopped', 'Status is Stopped'],
  ['status:running,changing', 'Status any of Running, Changing'],
  ['-status:running,changing', 'Status none of Running, Changing'],
  ['-region:cn-hangzhou', 'Region is not cn-hangzhou'],
  ['region:cn-*', 'Region starts with cn-'],
  ['instance:=lb-1', 'Instance is edge-prod'],
  ['instance:edge', 'Instance contains edge'],
  ['-description:old', 'Description does not contain old'],
  ['description:=""', 'Description is empty'],
  ['port:443', 'Port is 443'],
  ['port:8000-9000', 'Port in 8000–9000'],
  ['port:80,8000-9000', 'Port any of 80, 8000–9000'],
  ['bandwidth:>=50', 'Mbit/s at least 50'],
  ['bandwidth:<=50', 'Mbit/s at most 50'],
  ['-bandwidth:>=50', 'Mbit/s is not ≥ 50'],
  ['bandwidth:no-cap', 'Mbit/s is unlimited '],
  ['-bandwidth:no-cap', 'Mbit/s is not unlimited'],
  ['changed:<1d', 'Changed in the last 1d'],
  ['changed:>90m', 'Changed not in the last 90m'],
  ['changed:1d-7d', 'Changed in 1d–7d'],
  ['-changed:<1d', 'Changed is not < 1d'],
  ['healthy:none,some', 'Healthy any of none, some'],
  ['healthy:unknown', 'Healthy is unknown'],
  ['healthy:unchecked', 'Healthy is not checked'],
  ['backend:=默认服务器组', 'Backend is Default group'],
  ['access:白名单', 'Access contains Allowlist'],
  ['run:12/failed', 'Run is 12/failed'],
  ['-web', 'Text does not contain web'],
  ['(port:1 or port:2)', 'Where  (port:1 or port:2)'],
])('%s is shown as “%s”', (text, shown) => {
  const { property, operator, value } = tokenView(text, {
    t,
    separator: ', ',
    instances: { 'lb-1': 'edge-prod' },
  });
  expect([property, operator, value].join(' ')).toBe(shown);
});

test.each([
  ['status', 'anyOf', ['running', 'stopped'], 'status:running,stopped'],
  ['status', 'noneOf', ['running'], '-status:running'],
  ['instance', 'anyOf', ['lb-1', 'lb-2'], 'instance:=lb-1,=lb-2'],
  ['instance', 'lacks', ['edge prod'], '-instance:"edge prod"'],
  ['description', 'contains', ['a, b'], 'description:"a, b"'],
  ['description', 'is', ['x'], 'description:=x'],
  ['port', 'is', ['４４３'], 'port:443'],
  ['port', 'isNot', ['443'], '-port:443'],
  ['port', 'between', ['9000', '8000'], 'port:8000-9000'],
  ['bandwidth', 'atLeast', ['50'], 'bandwidth:>=50'],
  ['bandwidth', 'atMost', ['50'], 'bandwidth:<=50'],
  ['bandwidth', 'noCap', [], 'bandwidth:no-cap'],
  ['changed', 'inLast', [' 24h '], 'changed:<1d'],
  ['changed', 'longerAgo', ['7d'], 'changed:>7d'],
  ['changed', 'between', ['7d', '1d'], 'changed:1d-7d'],
  ['changed', 'between', ['7d'], null],
  ['changed', 'inLast', ['3'], null],
  ['status', 'anyOf', [], null],
  ['port', 'is', ['x'], null],
  ['port', 'between', ['1'], null],
  ['description', 'contains', [' '], null],
] as const)('%s %s %j is written as %s', (column, operator, values, term) => {
  expect(filterTerm(column, operator, values)).toBe(term);
});

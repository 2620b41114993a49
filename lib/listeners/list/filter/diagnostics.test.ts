import { describe, expect, test } from 'vitest';
import { diagnosticsIn, type KnownValues } from './diagnostics';
import { filterOf } from './filter';
import { nearestOf } from './nearest';

const known: KnownValues = {
  columns: {
    status: { values: ['running', 'stopped', 'changing'], also: ['starting', '已停止'] },
    region: { values: ['cn-hangzhou', 'cn-shanghai'] },
    instance: { values: ['edge-prod', 'pay-gw'], also: ['lb-1', 'lb-2'] },
  },
  hiddenRegions: ['eu-central-1'],
  isFound: ({ text }) => ['status:odd', 'note:x'].includes(text),
};

const diagnostics = (text: string) => diagnosticsIn(filterOf(text), known);

const repairsOf = (text: string) =>
  diagnostics(text).map((diagnostic) => ('repair' in diagnostic ? (diagnostic.repair?.text ?? null) : null));

describe('filter diagnostics', () => {
  test.each([
    '',
    'region:cn-hangzhou status:STOPPED,starting',
    'region:cn-*',
    'status:已停止',
    // Possible values, whether a row has them or not.
    'status:odd',
    '-region:eu-central-1',
    'instance:edge',
    'instance:=lb-1',
    'instance:""',
    'port:1 description:nothing access:bogus changed:<1d',
    'note:x',
    '2001:db8::1 http://x fe80:1',
    'two words',
  ])('find nothing wrong with %s', (text) => {
    expect(diagnostics(text)).toEqual([]);
  });

  test('report a value the column does not have, along with those it has', () => {
    expect(diagnostics('port:443 -status:bogus web')).toEqual([
      {
        kind: 'value',
        part: '-status:bogus',
        written: 'bogus',
        column: 'status',
        values: ['running', 'stopped', 'changing'],
        repair: null,
      },
    ]);
    expect(diagnostics('region:xx-*')).toMatchObject([{ written: 'xx-*', repair: null }]);
  });

  test('report a region that is not shown', () => {
    expect(diagnostics('region:eu-central-1')).toMatchObject([
      { kind: 'hidden-region', regionId: 'eu-central-1' },
    ]);
  });

  test('report a column that does not exist, or cannot be used this way', () => {
    expect(diagnostics('foo:bar (port:abc or x)')).toMatchObject([
      { kind: 'column', part: 'foo:bar', name: 'foo', repair: null },
      { kind: 'form', part: '(port:abc or x)', written: 'port:abc', column: 'port' },
    ]);
  });

  test.each([
    ['port:443 region:cn-hangzuo web', 'port:443 region:cn-hangzhou web'],
    ['region:hangzhou', 'region:cn-hangzhou'],
    ['region:hangzou', 'region:cn-hangzhou'],
    ['region:eu-central-1,cn-shangahi', null],
    ['-(status:stop or port:1)', '-(status:stopped or port:1)'],
    ['instance:egde', 'instance:edge'],
    ['instance:=pay-gv', 'instance:=pay-gw'],
    ['stauts:stopped', 'status:stopped'],
  ])('repair %s to %s', (text, repaired) => {
    expect(repairsOf(text)[0]).toBe(repaired);
  });

  test('repair a value without touching the others', () => {
    expect(repairsOf('region:cn-hangzhou,cn-shangahi')).toEqual(['region:cn-hangzhou,cn-shanghai']);
  });
});

test.each([
  ['stop', ['running', 'stopped'], 'stopped'],
  ['cn', ['cn-a', 'cn-b'], null],
  ['runing', ['running', 'stopped'], 'running'],
  ['wlr', ['wrr', 'wlc', 'rr'], 'wrr'],
  ['foo', ['rr', 'wrr'], null],
  ['on', ['on', 'one'], null],
  ['', ['a'], null],
] as const)('suggest the nearest to %j among %j: %j', (text, values, near) => {
  expect(nearestOf(text, values)).toBe(near);
});

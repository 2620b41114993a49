import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filterColumns } from './columns';
import { filterOf, filterOfTree } from './filter';
import { canonicalFilter, formatFilter, joinFilter, splitFilter } from './format';
import { parseFilter } from './parse';
import { compileFilter, requiredValuesOf } from './predicate';
import { compileUndecided, type FilterUnknowns } from './undecided';
import { contextOf } from '@/lib/listeners/testing/observe';

const context = contextOf();

type Row = Partial<Record<(typeof filterColumns)[number], string>>;

/** A row as the filter language sees it: a cell's texts, its values between commas, its number. */
function facts(row: Row): FilterUnknowns {
  const values = (text: string | undefined) => (text ?? '').toLowerCase().split(',');
  return {
    shown: () => Object.values(row).join('\n').toLowerCase(),
    words: (column) => (row[column] ?? '').toLowerCase(),
    values: (column) => values(row[column]),
    servers: () => [],
    runKey: () => null,
    number: (column) => (row[column] === undefined ? null : Number(row[column])),
    // Any column the row does not have.
    mayBe: (column) => row[column] === undefined,
  };
}

const rows: Record<string, Row> = {
  web: {
    port: '443',
    status: 'running',
    instance: 'edge-prod,lb-1',
    region: 'cn-hangzhou',
    bandwidth: '80',
    changed: '3600',
  },
  api: {
    port: '8443',
    status: 'stopped',
    instance: 'edge-test,lb-12',
    region: 'cn-shanghai',
    changed: '86401',
  },
  mq: { port: '9000', status: 'starting', instance: 'mq,lb-3', region: 'cn-hangzhou', bandwidth: 'Infinity' },
  dns: {
    port: '53',
    status: 'running',
    instance: 'dns,lb-4',
    region: 'eu-central-1',
    description: 'a or b: c',
  },
};

function found(text: string): string[] {
  const matches = compileFilter(parseFilter(text), context);
  return Object.keys(rows).filter((name) => matches(facts(rows[name] ?? {})));
}

describe('the filter language', () => {
  test.each([
    ['', ['web', 'api', 'mq', 'dns']],
    ['443', ['web', 'api']],
    ['443 STOPPED', ['api']],
    ['port:443', ['web']],
    ['port:8000-9000', ['api', 'mq']],
    ['port:9000-8000', ['api', 'mq']],
    ['port:443,53', ['web', 'dns']],
    ['port:>8443', ['mq']],
    ['port:>=8443', ['api', 'mq']],
    ['port:<443', ['dns']],
    ['port:<=443', ['web', 'dns']],
    ['bandwidth:>=50', ['web', 'mq']],
    ['bandwidth:no-cap', ['mq']],
    ['bandwidth:-1', ['mq']],
    ['bandwidth:50-100', ['web']],
    ['changed:<1d', ['web']],
    ['changed:1h', ['web']],
    ['changed:<59m', []],
    ['changed:>1D', ['api']],
    ['changed:7d-1d', ['api']],
    ['-changed:<=1d', ['api', 'mq', 'dns']],
    ['status:running,stopped', ['web', 'api', 'dns']],
    ['-status:stopped', ['web', 'mq', 'dns']],
    ['not status:running', ['api', 'mq']],
    ['not -status:running', ['web', 'dns']],
    ['NOT (status:running or port:9000)', ['api']],
    ['not edge', []],
    ['description:""', ['web', 'api', 'mq']],
    ['-edge', ['mq', 'dns']],
    ['instance:edge', ['web', 'api']],
    ['instance:lb-1', ['web', 'api']],
    ['instance:=lb-1', ['web']],
    ['region:cn-hang', []],
    ['region:cn-*', ['web', 'api', 'mq']],
    ['instance:edge*', ['web', 'api']],
    ['description:="" -port:443', ['api', 'mq']],
    ['status:stopped or port:53', ['api', 'dns']],
    ['region:cn-hangzhou status:running or port:53', ['web', 'dns']],
    ['region:cn-hangzhou and (status:running or port:9000)', ['web', 'mq']],
    ['-(status:running or port:9000)', ['api']],
    ['(status:running (port:443 or port:53)) -region:eu-central-1', ['web']],
    ['"or b:"', ['dns']],
    ['"a or b"', ['dns']],
  ])('%s finds the matching rows', (text, names) => {
    expect(found(text)).toEqual(names);
  });

  test.each([
    ['ＰＯＲＴ：４４３', 'port:443'],
    ['状态：stopped，running', 'status:stopped,running'],
    ['（port:443 or port:53）', 'port:443 or port:53'],
    ['Acl:“office egress”', 'access:"office egress"'],
    ['STATUS:Stopped', 'status:Stopped'],
    ['批量任务:=12', 'run:12'],
    ['health:off', 'health-check:off'],
    ['not status:stopped', '-status:stopped'],
    ['变更:24H', 'changed:<1d'],
  ])('%s means %s', (text, plain) => {
    expect(parseFilter(text)).toEqual(parseFilter(plain));
  });

  test.each([
    'port:abc',
    'port:1-2-3',
    'port:99999999999',
    'bandwidth:fast',
    'changed:lately',
    'changed:0d',
    'changed:1d-2d-3d',
    'changed:<1d-2d',
    'status:>1',
    'run:1*',
    'run:12/',
    'run:failed',
    'colour:red',
    'a:b',
    '-',
    ':',
    ')',
  ])('%s is not valid as a filter and is searched as text', (text) => {
    expect(parseFilter(text)).toEqual({ kind: 'word', text });
  });

  test.each(['status:', '-status:', 'port:,', '()', '-()', '"', '""', '( ( )', 'status: ()'])(
    '%s is incomplete and hides nothing',
    (text) => {
      expect(found(text)).toEqual(Object.keys(rows));
    },
  );

  test.each([
    ['(status:stopped', ['api']],
    ['or', ['dns']],
    ['port:53 or', ['dns']],
    ['or port:53', ['dns']],
    ['(port:53 or', ['dns']],
    ['"a or', ['dns']],
  ])('%s is parsed as what has been typed so far', (text, names) => {
    expect(found(text)).toEqual(names);
  });

  test('is parsed into the columns it asks about, wherever it does, and keeps its text', () => {
    const text = 'web -(port:1 or status:stopped) "healthy:none" port:2';
    expect(filterOf(text)).toEqual({
      text,
      tree: parseFilter(text),
      columns: new Set(['port', 'status']),
    });
    expect(filterOfTree(parseFilter('health:off'))).toEqual(filterOf('health-check:off'));
  });

  test('knows the only values a column may have', () => {
    expect(requiredValuesOf(parseFilter('instance:=lb-1 status:stopped'), 'instance')).toEqual(['lb-1']);
    expect(requiredValuesOf(parseFilter('instance:lb-1'), 'instance')).toEqual([]);
    expect(requiredValuesOf(parseFilter('instance:=lb-1 or port:1'), 'instance')).toEqual([]);
    expect(requiredValuesOf(parseFilter('-region:cn-hangzhou'), 'region')).toEqual([]);
  });
});

describe('the parts of a filter', () => {
  test('are its terms, each on its own, and its free words', () => {
    expect(splitFilter('orders status:stopped api -port:443 (port:1 or x) -old "no cap"')).toEqual({
      tokens: ['status:stopped', '-port:443', '(port:1 or x)', '-old'],
      words: 'orders api "no cap"',
    });
    expect(splitFilter('status:stopped or api')).toEqual({ tokens: ['(status:stopped or api)'], words: '' });
  });

  test('stay apart from what is typed beside them', () => {
    expect(joinFilter({ tokens: ['status:stopped'], words: 'port:1 or port:2' })).toBe(
      'status:stopped (port:1 or port:2)',
    );
    expect(joinFilter({ tokens: ['port:443'], words: 'web status:' })).toBe('port:443 web');
  });
});

const scrap = fc.constantFrom(
  ...filterColumns.map((column) => `${column}:`),
  '(',
  ')',
  '-',
  '"',
  ' ',
  ' or ',
  ' and ',
  ',',
  ':',
  '=',
  '>=',
  '<',
  '*',
  '443',
  '8000-9000',
  '1d-7d',
  '30m',
  'running',
  'no-cap',
  'unknown',
  'bandwidth',
  'lb-1',
  '：',
  '（',
  'Ａ',
);
const anyText = fc.oneof(
  fc
    .array(fc.oneof(scrap, fc.string({ unit: 'grapheme', maxLength: 4 })), { maxLength: 14 })
    .map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const anyRow = fc.constantFrom(...Object.values(rows)).map(facts);

describe('values SLB did not return', () => {
  const open = (text: string): string[] =>
    Object.keys(rows).filter((name) => compileUndecided(parseFilter(text), context)(facts(rows[name] ?? {})));

  test('leave a filter on them undecided, and its negation, unless the rest decides', () => {
    expect(open('bandwidth:>=50')).toEqual(['api', 'dns']);
    expect(open('-bandwidth:>=50')).toEqual(['api', 'dns']);
    expect(open('bandwidth:>=50 port:53')).toEqual(['dns']);
    expect(open('bandwidth:>=50 or port:53')).toEqual(['api']);
    expect(open('-(bandwidth:>=50 or changed:<1d)')).toEqual(['api', 'dns']);
    expect(open('443')).toEqual([]);
  });

  test('do not matter to a filter that matches or excludes a row anyway', () => {
    fc.assert(
      fc.property(anyText, anyRow, (text, row) => {
        const returned = { ...row, mayBe: () => false };
        expect(compileUndecided(parseFilter(text), context)(returned)).toBe(false);
      }),
    );
  });
});

describe('any text at all', () => {
  test('is a filter, and its canonical form finds the same rows and is stable', () => {
    fc.assert(
      fc.property(anyText, anyRow, (text, row) => {
        const canonical = canonicalFilter(text);
        expect(canonicalFilter(canonical)).toBe(canonical);
        const before = compileFilter(parseFilter(text), context)(row);
        expect(compileFilter(parseFilter(canonical), context)(row)).toBe(before);
        expect(compileFilter(parseFilter(formatFilter(parseFilter(text))), context)(row)).toBe(before);
      }),
      { numRuns: 2000 },
    );
  });

  test('can be taken apart and put together again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const canonical = canonicalFilter(text);
        expect(joinFilter(splitFilter(canonical))).toBe(canonical);
      }),
    );
  });

  test('is negated by its negation', () => {
    fc.assert(
      fc.property(anyText, anyRow, (text, row) => {
        const node = parseFilter(text);
        const denied = parseFilter(`-(${formatFilter(node)})`);
        const saysNothing = node.kind === 'all' && node.parts.length === 0;
        expect(compileFilter(denied, context)(row)).toBe(saysNothing || !compileFilter(node, context)(row));
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalFilter } from './filter/format';
import { filterOf } from './filter/filter';
import {
  changeListQuery,
  defaultListQuery,
  densities,
  formatListQuery,
  listColumns,
  shownColumns,
  listHref,
  pageSizes,
  parseColumns,
  parseListQuery,
  parseRegionIds,
  type ListQuery,
  type SearchParams,
} from './list-query';

/** What Next passes to the page for a search string. */
function searchParams(search: string): SearchParams {
  const parameters: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(search)) {
    const before = parameters[name];
    parameters[name] = before === undefined ? value : [before, value].flat();
  }
  return parameters;
}

const marked = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-1', listenerPort: 443 };
const regionId = fc.constantFrom('cn-hangzhou', 'cn-shanghai', 'eu-central-1', 'us-west-1', 'ap-southeast-1');
const loadBalancerId = fc.stringMatching(/^lb-[a-z0-9]{1,20}$/);
const query: fc.Arbitrary<ListQuery> = fc.record({
  text: fc.string({ unit: 'grapheme', maxLength: 40 }).map(canonicalFilter),
  sort: fc.record({ column: fc.constantFrom(...listColumns), descending: fc.boolean() }),
  regions: fc.uniqueArray(regionId),
  page: fc.option(fc.integer({ min: 1, max: 999_999 })),
  pageSize: fc.constantFrom(...pageSizes),
  columns: fc.option(
    fc.subarray([...listColumns], { minLength: 1 }).map((some) => parseColumns(some.join(','))),
  ),
  density: fc.option(fc.constantFrom(...densities)),
  grouped: fc.boolean(),
  view: fc.option(fc.constantFrom('stopped', 'f3a0')),
  marked: fc.option(
    fc.record({ regionId, loadBalancerId, listenerPort: fc.integer({ min: 1, max: 65535 }) }),
  ),
  peek: fc.option(
    fc.record(
      {
        regionId,
        loadBalancerId,
        listenerPort: fc.integer({ min: 1, max: 65535 }),
        protocol: fc.constantFrom('udp', 'https'),
      },
      { requiredKeys: ['regionId', 'loadBalancerId', 'listenerPort'] },
    ),
  ),
});

describe("the list's URL", () => {
  test('round-trips any query', () => {
    fc.assert(
      fc.property(query, (wanted) => {
        expect(parseListQuery(searchParams(formatListQuery(wanted)))).toEqual(wanted);
      }),
    );
  });

  test('is the bare path if everything is default', () => {
    expect(listHref(defaultListQuery)).toBe('/listeners');
    expect(parseListQuery({})).toEqual(defaultListQuery);
  });

  test('is readable', () => {
    const wanted: ListQuery = {
      ...defaultListQuery,
      text: 'instance:=lb-1 status:running,changing orders api',
      sort: { column: 'port', descending: true },
      regions: ['cn-hangzhou', 'eu-central-1'],
      page: 2,
      pageSize: 50,
      marked: { regionId: 'cn-hangzhou', loadBalancerId: 'lb-1', listenerPort: 443 },
    };
    expect(listHref(wanted)).toBe(
      '/listeners?regions=cn-hangzhou,eu-central-1&q=instance:%3Dlb-1+status:running,changing+orders+api&sort=-port&page=2&size=50&new=cn-hangzhou/lb-1/443',
    );
  });

  test.each([
    ['sort=colour', {}],
    ['sort=-', {}],
    ['page=0', {}],
    ['page=-1', {}],
    ['page=1.5', {}],
    ['page=1e3', {}],
    ['page=9999999', {}],
    ['size=26', {}],
    ['size=', {}],
    ['columns=colour', {}],
    ['density=huge', {}],
    ['group=region', {}],
    ['view=../x', {}],
    ['columns=description,colour,status', { columns: ['port', 'description', 'status'] }],
    ['density=compact&group=instance', { density: 'compact' as const, grouped: true }],
    ['status=open', {}],
    ['region=../etc', {}],
    ['regions=,,', {}],
    ['regions=CN-Hangzhou', {}],
    ['instance=%3Cscript%3E', {}],
    ['new=cn-hangzhou/lb-1', {}],
    ['new=cn-hangzhou/lb-1/65536', {}],
    ['new=cn-hangzhou/lb-1/443/tcp', {}],
    ['peek=cn-hangzhou/lb-1/0', {}],
    ['peek=cn-hangzhou/lb-1/443/TCP:', {}],
    ['q=%20%20', {}],
    ['unknown=1', {}],
    ['regions=cn-hangzhou,%00,eu-central-1', { regions: ['cn-hangzhou', 'eu-central-1'] }],
    ['regions=cn-hangzhou&regions=eu-central-1', { regions: ['cn-hangzhou', 'eu-central-1'] }],
    ['page=3&page=4', { page: 3 }],
  ])('falls back silently for %s', (search, kept) => {
    expect(parseListQuery(searchParams(search))).toEqual({ ...defaultListQuery, ...kept });
  });

  test('never fails, and is stable after one parse, whatever it contains', () => {
    const anything = fc.dictionary(
      fc.constantFrom('q', 'sort', 'regions', 'region', 'instance', 'status', 'page', 'size', 'new', 'x'),
      fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 })),
    );
    fc.assert(
      fc.property(anything, (parameters) => {
        const once = parseListQuery(parameters);
        expect(parseListQuery(searchParams(formatListQuery(once)))).toEqual(once);
      }),
    );
  });

  test('cuts a text nobody could have meant', () => {
    expect(parseListQuery({ q: 'x'.repeat(5000) }).text).toHaveLength(1000);
  });

  test('goes to the first page and drops the highlight when the query changes', () => {
    const before: ListQuery = {
      ...defaultListQuery,
      page: 4,
      marked: { regionId: 'cn-hangzhou', loadBalancerId: 'lb-1', listenerPort: 443 },
    };
    const after = changeListQuery(before, { text: 'web' });
    expect(after.page).toBeNull();
    expect(after.marked).toBeNull();
    expect(changeListQuery(before, { page: 5 }).page).toBe(5);
  });

  test('stays on its page and keeps the highlight when the panel opens, walks or closes', () => {
    const before = { ...defaultListQuery, page: 4, marked };
    const after = changeListQuery(before, { peek: { ...marked, protocol: 'tcp' } });
    expect(after).toMatchObject({ page: 4, marked });
    expect(changeListQuery(after, { peek: null })).toEqual(before);
    expect(changeListQuery(after, { text: 'web' }).peek).toEqual(after.peek);
  });

  test('opens links of an older Sluice, whose filters were separate parameters', () => {
    expect(
      parseListQuery({
        region: ['cn-hangzhou', 'eu-central-1'],
        instance: 'lb-1',
        status: ['stopped', 'stopped', 'open'],
        q: 'web',
      }).text,
    ).toBe('region:cn-hangzhou,eu-central-1 instance:=lb-1 status:stopped web');
  });
});

describe('region ids of a cookie', () => {
  test('keeps valid region ids, once each', () => {
    expect(parseRegionIds('cn-hangzhou, eu-central-1,cn-hangzhou,x;y,')).toEqual([
      'cn-hangzhou',
      'eu-central-1',
    ]);
    expect(parseRegionIds('')).toEqual([]);
  });
});

test('columns filtered or sorted by are shown along with the default ones; chosen columns are exactly as chosen', () => {
  const query = { columns: null, regions: [], sort: defaultListQuery.sort };
  expect(shownColumns(query, filterOf('unscheduler:wrr'))).not.toContain('scheduler');
  expect(shownColumns(query, filterOf('-scheduler:wrr'))).toContain('scheduler');
  expect(shownColumns({ ...query, sort: { column: 'scheduler', descending: true } }, filterOf(''))).toContain(
    'scheduler',
  );
  expect(shownColumns({ ...query, columns: ['port'] }, filterOf('scheduler:wrr'))).toEqual(['port']);
});

test('the region is a default column only where rows may have different ones', () => {
  const columnsOf = (regions: readonly string[]) =>
    shownColumns({ columns: null, regions, sort: defaultListQuery.sort }, filterOf(''));
  expect(columnsOf(['cn-hangzhou', 'eu-central-1'])).toContain('region');
  expect(columnsOf(['cn-hangzhou'])).toEqual(columnsOf([]).filter((column) => column !== 'region'));
});

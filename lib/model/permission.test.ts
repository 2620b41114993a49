import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noLimits, roles, type Limits, type Role } from './actor';
import {
  matchesPattern,
  operations,
  permissionOf,
  type Access,
  type Operation,
  type Resource,
} from './permission';

const regions = ['cn-hangzhou', 'cn-shanghai', 'eu-central-1'];
const instances = ['lb-edge', 'lb-edge-2', 'lb-pay'];
const accounts = ['main', 'test'];
const pattern = (values: readonly string[]) =>
  fc.oneof(
    fc.constantFrom(...values),
    fc.tuple(fc.constantFrom(...values), fc.nat(11)).map(([value, length]) => `${value.slice(0, length)}*`),
    fc.constantFrom('*', 'nowhere', '*-*', '*e*'),
  );
const list = (values: readonly string[]) => fc.array(pattern(values), { maxLength: 3 });
const limits: fc.Arbitrary<Limits> = fc.record({
  accounts: list(accounts),
  regions: list(regions),
  instances: list(instances),
});
const role = fc.constantFrom(...roles);
const operation = fc.constantFrom(...operations);
const resource = fc.option(
  fc.record({
    regionId: fc.option(fc.constantFrom(...regions), { nil: undefined }),
    loadBalancerId: fc.option(fc.constantFrom(...instances), { nil: undefined }),
  }),
);
const account = fc.option(fc.constantFrom(...accounts));
const readOnly = fc.boolean();
const writes = ['create', 'edit', 'start', 'stop', 'delete', 'start-run', 'retry-run'] as const;
const write = fc.constantFrom(...writes);
const other = fc.constantFrom(...operations.filter((each) => !writes.some((one) => one === each)));

const may = (access: Access, of: Operation, on: Resource | null) => permissionOf(access, of, on).allowed;

describe('who may do what', () => {
  it('lets a viewer read everything and write nothing, whatever the limits', () => {
    fc.assert(
      fc.property(limits, write, resource, account, (of, what, on, in_) => {
        const access: Access = { readOnly: false, account: in_, person: { role: 'viewer', limits: of } };
        expect(permissionOf(access, what, on)).toEqual({ allowed: false, blockReason: 'not-operator' });
        expect(may(access, 'read', on)).toBe(true);
      }),
    );
  });

  it('never widens what somebody may do by a limit', () => {
    fc.assert(
      fc.property(role, limits, operation, resource, account, readOnly, (as, of, what, on, in_, only) => {
        const limited = may({ readOnly: only, account: in_, person: { role: as, limits: of } }, what, on);
        const free = may({ readOnly: only, account: in_, person: { role: as, limits: noLimits } }, what, on);
        expect(limited && !free).toBe(false);
      }),
    );
  });

  it('narrows by each limit that is added, and by each that names less', () => {
    const kind = fc.constantFrom('accounts', 'regions', 'instances');
    fc.assert(
      fc.property(kind, limits, operation, resource, account, (of, some, what, on, in_) => {
        const as = (list: readonly string[]) => {
          const person = { role: 'admin', limits: { ...some, [of]: list } } as const;
          return may({ readOnly: false, account: in_, person }, what, on);
        };
        const [first = '*', ...rest] = some[of];
        expect(as([first]) && !as([])).toBe(false);
        expect(as([first]) && !as([first, ...rest])).toBe(false);
      }),
    );
  });

  it('puts read-only above all: nobody writes, everybody is told that reason, and the rest is as before', () => {
    const somebody = fc.option(fc.record({ role, limits }));
    fc.assert(
      fc.property(somebody, write, other, resource, account, (person, what, rest, on, in_) => {
        const access: Access = { readOnly: true, account: in_, person };
        expect(permissionOf(access, what, on)).toEqual({ allowed: false, blockReason: 'read-only' });
        expect(permissionOf(access, rest, on)).toEqual(
          permissionOf({ ...access, readOnly: false }, rest, on),
        );
      }),
    );
  });

  it('gives a higher role all that a lower one may do', () => {
    fc.assert(
      fc.property(limits, operation, resource, account, readOnly, (of, what, on, in_, only) => {
        const allowed = roles.map((as: Role) =>
          may({ readOnly: only, account: in_, person: { role: as, limits: of } }, what, on),
        );
        expect(allowed).toEqual(allowed.toSorted((one, other) => Number(one) - Number(other)));
      }),
    );
  });

  it('lets somebody who was disabled do nothing at all', () => {
    for (const what of operations)
      expect(permissionOf({ readOnly: false, account: null, person: null }, what)).toEqual({
        allowed: false,
        blockReason: 'disabled',
      });
  });

  it('names the limit: account before region before instance', () => {
    const on = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-edge' };
    const reason = (of: Partial<Limits>, in_: string | null = 'main') => {
      const person = { role: 'operator', limits: { ...noLimits, ...of } } as const;
      const verdict = permissionOf({ readOnly: false, account: in_, person }, 'stop', on);
      return verdict.allowed ? null : verdict.blockReason;
    };
    expect(reason({ accounts: ['test'], regions: ['eu-*'], instances: ['lb-pay'] })).toBe('limit-account');
    expect(reason({ accounts: ['ma*'], regions: ['eu-*'], instances: ['lb-pay'] })).toBe('limit-region');
    expect(reason({ accounts: ['ma*'], regions: ['cn-*'], instances: ['lb-pay'] })).toBe('limit-instance');
    expect(reason({ accounts: ['ma*'], regions: ['cn-*'], instances: ['lb-pay', 'lb-e*'] })).toBeNull();
    // An account that is not known is in no limit, not even in one of everything.
    expect(reason({ accounts: ['*'] }, null)).toBe('limit-account');
    expect(reason({}, null)).toBeNull();
  });

  it('lets only an admin administer people', () => {
    const as = (of: Role) =>
      permissionOf(
        { readOnly: true, account: null, person: { role: of, limits: noLimits } },
        'administer-people',
      );
    expect(roles.map(as)).toEqual([
      { allowed: false, blockReason: 'not-admin' },
      { allowed: false, blockReason: 'not-admin' },
      { allowed: true },
    ]);
  });
});

describe('a pattern', () => {
  it('matches what a regular expression of it does', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '-'), maxLength: 8 });
    const some = fc.string({ unit: fc.constantFrom('a', 'b', '.', '-', '*'), maxLength: 6 });
    fc.assert(
      fc.property(some, text, (pattern_, subject) => {
        const source = pattern_.replaceAll('.', String.raw`\.`).replaceAll('*', '.*');
        expect(matchesPattern(pattern_, subject)).toBe(new RegExp(`^${source}$`).test(subject));
      }),
      { numRuns: 2000 },
    );
  });

  it('is anchored at both ends, and its ends do not overlap', () => {
    expect(matchesPattern('lb-1', 'lb-12')).toBe(false);
    expect(matchesPattern('ab*ba', 'aba')).toBe(false);
    expect(matchesPattern('ab*ba', 'abba')).toBe(true);
    expect(matchesPattern('*', '')).toBe(true);
  });
});

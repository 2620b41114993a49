import type { FilterColumn } from './filter/columns';
import type { ColumnTest } from './filter/tree';
import { fixedValues } from './filter/value-terms';
import type { ListedAccess, ListedHealthCheck, ListedListener } from '@/lib/model/list-row';
import type { Reach } from '@/lib/model/reach';

/**
 * Whether a listener's column may have the requested value although it does not say so: SLB did not return it, the
 * value is unreadable, or it has not been read yet. Null: that depends on the cell's texts (`possibleListeners`).
 * The test's text is folded. Health is not included: its coverage is counted separately (row-health.ts).
 */
export function mayBe(listener: ListedListener, column: FilterColumn, test: ColumnTest): boolean | null {
  const { protocol, access, backend, healthCheck, loadBalancer } = listener;
  // Without a protocol it may be a TCP listener.
  const mayBeTcp = protocol === 'tcp' || protocol === '';
  switch (column) {
    case 'protocol':
      return protocol === '';
    case 'status':
      return listener.status === 'unknown';
    case 'instance':
      // If no name was returned, the id stands in for it. A value in the form of an id is compared with the id, which
      // is known.
      return isSilent(listener, 'instance') || loadBalancer.name === listener.loadBalancerId
        ? !(test.kind === 'is' && test.text.startsWith('lb-'))
        : false;
    case 'scheduler':
      return mayBeTcp && listener.scheduler === null;
    case 'bandwidth':
      return mayBeTcp && listener.bandwidthMbps === null;
    case 'address':
      return !loadBalancer.address;
    case 'address-type':
      return loadBalancer.addressType !== 'internet' && loadBalancer.addressType !== 'intranet';
    case 'description':
      return isSilent(listener, 'description');
    case 'health-check':
      if (healthCheck === null) return mayBeTcp;
      // It is known to be on, but not of which type.
      if (healthCheck.status === 'off' || isNamed(test, ['on', 'off'])) return false;
      return healthCheck.type === null || null;
    case 'tag':
      return listener.loadBalancer.tags === undefined || isSilent(listener, 'tag');
    case 'owner':
      // A description that names a Kubernetes service decides.
      return (
        listener.owner?.service === undefined &&
        (listener.loadBalancer.tags === undefined ||
          isSilent(listener, 'tag') ||
          isSilent(listener, 'description'))
      );
    case 'backend':
      if (backend.kind === 'unknown') return true;
      if (isNamed(test, fixedValues('backend'))) return false;
      return backend.kind === 'port' ? null : backend.name === null;
    case 'access': {
      if (access.status === 'unknown') return true;
      // Most tests name a value, and names need no texts.
      const name = nameIn(test, fixedValues('access'));
      if (name !== null) return access.status === 'on' && namesOf(access, listener.reach).includes(name);
      return (access.status === 'on' && access.lists.some((list) => list.name === null)) || null;
    }
    default:
      return false;
  }
}

/**
 * The listener as it may be, if only a few variants are possible: one for each. A filter tests their cells, in the
 * texts of every language, so that whether a row is undecided does not depend on the wording typed. A number may be
 * anything; those in the filter's text are tried.
 */
export function possibleListeners(
  listener: ListedListener,
  column: FilterColumn,
  text: string,
): ListedListener[] {
  // No cell has more than two.
  const numbers = (text.match(/\d{1,9}/g) ?? [])
    .slice(0, 2)
    // A number that begins with 0 is a later part.
    .map((digits) => Number(digits.startsWith('0') ? `1${digits}` : digits));
  const { access, backend, healthCheck, reach } = listener;
  switch (column) {
    case 'access':
      return accessesOf(access, reach, numbers).map((possible) => ({ ...listener, ...possible }));
    case 'backend':
      if (backend.kind !== 'port' || backend.backendServerPort !== null) return [];
      return [1, ...numbers].map((backendServerPort) => ({
        ...listener,
        backend: { kind: 'port', backendServerPort },
      }));
    case 'health-check':
      return checksOf(healthCheck, numbers).map((possible) => ({ ...listener, healthCheck: possible }));
    default:
      return [];
  }
}

type Controlled = Extract<ListedAccess, { status: 'on' }>;

/** What it may be by language-independent names. */
function namesOf(access: Controlled, reach: Reach): readonly string[] {
  if (reach.who !== 'unknown') return [];
  if (access.type === 'white') return ['open'];
  return access.type !== 'black' || mayBeEmpty(access) ? ['open', 'nobody'] : ['nobody'];
}

type PossibleAccess = Pick<ListedListener, 'access' | 'reach'>;

function accessesOf(access: ListedAccess, reach: Reach, numbers: readonly number[]): PossibleAccess[] {
  if (access.status === 'unknown') return [];
  if (access.status === 'off') {
    // The cell says where from.
    if (reach.from !== 'unknown') return [];
    return (['internet', 'intranet'] as const).map((from) => ({ access, reach: { ...reach, from } }));
  }
  if (reach.who !== 'unknown' && access.lists.every(({ entryCount }) => entryCount !== null)) return [];
  const reaches = reachesOf(access, reach);
  return listsOf(access.lists, numbers).flatMap((lists) =>
    reaches.map(({ type, ...possible }) => {
      const isEmpty = possible.because === 'empty-allowlist' || possible.because === 'empty-denylist';
      return {
        access: {
          ...access,
          type,
          lists: isEmpty ? lists.map((list) => ({ ...list, entryCount: 0 })) : lists,
        },
        reach: { ...reach, ...possible },
      };
    }),
  );
}

type PossibleReach = { type: string; who: Reach['who']; because: Reach['because'] };

function reachesOf(access: Controlled, { who, because }: Reach): PossibleReach[] {
  if (who !== 'unknown') return [{ type: access.type, who, because }];
  const mayBeNone = mayBeEmpty(access);
  // An allowlist blocks only what it does not contain: it can never block everyone.
  const white: PossibleReach[] = [
    { type: 'white', who: 'some', because: 'allowlist' },
    { type: 'white', who: 'everyone', because: 'full-allowlist' },
    ...(mayBeNone ? [{ type: 'white', who: 'everyone', because: 'empty-allowlist' } as const] : []),
  ];
  const black: PossibleReach[] = [
    { type: 'black', who: 'everyone-except', because: 'denylist' },
    { type: 'black', who: 'nobody', because: 'full-denylist' },
    ...(mayBeNone ? [{ type: 'black', who: 'everyone', because: 'empty-denylist' } as const] : []),
  ];
  if (access.type === 'white') return white;
  // The effect of another type is unknown.
  return access.type === 'black' ? black : [...white, ...black];
}

function mayBeEmpty({ lists }: Controlled): boolean {
  return lists.length === 0 || lists.some(({ entryCount }) => entryCount === null);
}

/** The cell shows how many entries the lists have together. */
function listsOf(lists: Controlled['lists'], numbers: readonly number[]): Controlled['lists'][] {
  const at = lists.findIndex(({ entryCount }) => entryCount === null);
  if (at < 0) return [lists];
  const known = lists.reduce((sum, { entryCount }) => sum + (entryCount ?? 0), 0);
  const counted = [1, ...numbers].map((count) =>
    lists.map((list, index) => ({
      ...list,
      entryCount: index === at ? Math.max(count - known, 0) : (list.entryCount ?? 0),
    })),
  );
  return [lists, ...counted];
}

function checksOf(check: ListedHealthCheck | null, numbers: readonly number[]): ListedHealthCheck[] {
  if (check?.status !== 'on') return [];
  const isPortKnown = check.connectPort !== 'unknown';
  if (isPortKnown && check.intervalSeconds !== null) return [];
  const ports = isPortKnown ? [check.connectPort] : [null, 1, ...numbers];
  // The cell shows them in seconds or in minutes.
  const intervals =
    check.intervalSeconds === null
      ? [2, 120, ...numbers.flatMap((count) => [count, 60 * count])]
      : [check.intervalSeconds];
  return ports.flatMap((connectPort) =>
    intervals.map((intervalSeconds) => ({ ...check, connectPort, intervalSeconds })),
  );
}

function isSilent({ unreadable }: ListedListener, cell: 'instance' | 'description' | 'tag'): boolean {
  return unreadable?.includes(cell) === true;
}

/** Whether the test requires one of these values by its whole name: the other possible values have other names. */
function isNamed(test: ColumnTest, values: readonly string[]): boolean {
  return nameIn(test, values) !== null;
}

/**
 * Which of these values, or the empty cell, the test requires by its whole name; null if it requires something else.
 */
function nameIn(test: ColumnTest, values: readonly string[]): string | null {
  if (!('text' in test) || test.kind === 'begins') return null;
  const { text } = test;
  return text === '' || values.includes(text) ? text : null;
}

import { foldForSearch } from '@/lib/text/typed-text';
import type { FilterColumn } from './filter/columns';
import type { ColumnTest } from './filter/tree';
import { fixedValues } from './filter/value-terms';
import type { ListedAccess, ListedHealthCheck, ListedListener } from '@/lib/model/list-row';
import type { Reach } from '@/lib/model/reach';

/**
 * Whether a column of a listener may be what is asked for although it does not say so: SLB did not tell it, what it told cannot be read, or it
 * was not read yet. Null: that depends on the words of its cell (`possibleListeners`). Health is not among them: how much of it is
 * known is counted for itself (seen-health.ts).
 */
export function mayBe(listener: ListedListener, column: FilterColumn, test: ColumnTest): boolean | null {
  const { protocol, access, backend, healthCheck, loadBalancer } = listener;
  // One whose protocol was not told may be a TCP listener.
  const mayBeTcp = protocol === 'tcp' || protocol === '';
  switch (column) {
    case 'protocol':
      return protocol === '';
    case 'status':
      return listener.status === 'unknown';
    case 'instance':
      // The name is the id where none was told. What has the form of an id is asked as one, and the id is known.
      return isSilent(listener, 'instance') || loadBalancer.name === listener.loadBalancerId
        ? !(test.kind === 'is' && foldForSearch(test.text).startsWith('lb-'))
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
      // That it is on is known; of which kind is not.
      if (healthCheck.status === 'off' || isNamed(test, ['on', 'off'])) return false;
      return healthCheck.type === null || null;
    case 'backend':
      if (backend.kind === 'unknown') return true;
      if (isNamed(test, fixedValues('backend'))) return false;
      return backend.kind === 'port' ? null : backend.name === null;
    case 'access': {
      if (access.status === 'unknown') return true;
      // Most ask for a value by its name, and names need no words.
      const name = nameIn(test, fixedValues('access'));
      if (name !== null) return access.status === 'on' && namesOf(access, listener.reach).includes(name);
      return (access.status === 'on' && access.lists.some((list) => list.name === null)) || null;
    }
    default:
      return false;
  }
}

/**
 * The listener as it may be, where only a few things are possible: one for each. What a filter asks is asked of their cells, in the words of every
 * language, so that it does not depend on the words typed whether a row is undecided. A number may be any; those of the text are tried.
 */
export function possibleListeners(
  listener: ListedListener,
  column: FilterColumn,
  text: string,
): ListedListener[] {
  // No cell has more than two.
  const numbers = (text.match(/\d{1,9}/g) ?? [])
    .slice(0, 2)
    // Of one that begins with 0 it is a later part.
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

/** What it may be by names that no language changes. */
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
  // What an allowlist does not name is dropped: it can never block everyone.
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
  // Of another kind it is not known what it does.
  return access.type === 'black' ? black : [...white, ...black];
}

function mayBeEmpty({ lists }: Controlled): boolean {
  return lists.length === 0 || lists.some(({ entryCount }) => entryCount === null);
}

/** The cell tells how many entries the lists have together. */
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
  // The cell tells them in seconds or in minutes.
  const intervals =
    check.intervalSeconds === null
      ? [2, 120, ...numbers.flatMap((count) => [count, 60 * count])]
      : [check.intervalSeconds];
  return ports.flatMap((connectPort) =>
    intervals.map((intervalSeconds) => ({ ...check, connectPort, intervalSeconds })),
  );
}

function isSilent({ unreadable }: ListedListener, cell: 'instance' | 'description'): boolean {
  return unreadable?.includes(cell) === true;
}

/** Whether the test asks for one of these values by its whole name: what else there is has names of its own. */
function isNamed(test: ColumnTest, values: readonly string[]): boolean {
  return nameIn(test, values) !== null;
}

/** Which of these values, or the empty cell, the test asks for by its whole name; null where it asks for something else. */
function nameIn(test: ColumnTest, values: readonly string[]): string | null {
  if (!('text' in test) || test.kind === 'begins') return null;
  const text = foldForSearch(test.text);
  return text === '' || values.includes(text) ? text : null;
}

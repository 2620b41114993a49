import { foldForSearch } from '@/lib/text/typed-text';
import type { FilterColumn } from './filter/columns';
import type { ColumnTest } from './filter/tree';
import { fixedValues } from './filter/value-words';
import type { ListedListener } from './overview-types';

/**
 * Whether a column of a listener may be what is asked for although it does not say so: SLB did not tell it, what it told cannot be read, or it
 * was not read yet. Health is not among them: how much of it is known is counted for itself (seen-health.ts).
 */
export function mayBe(listener: ListedListener, column: FilterColumn, test: ColumnTest): boolean {
  const { protocol, access, reach, backend, healthCheck, loadBalancer } = listener;
  const isTcp = protocol === 'tcp';
  switch (column) {
    case 'status':
      return listener.status === 'unknown';
    case 'scheduler':
      return isTcp && listener.scheduler === null;
    case 'bandwidth':
      return isTcp && listener.bandwidthMbps === null;
    case 'address':
      return !loadBalancer.address;
    case 'address-type':
      return loadBalancer.addressType !== 'internet' && loadBalancer.addressType !== 'intranet';
    case 'description':
      return listener.unreadable?.includes('description') === true;
    case 'health-check':
      if (healthCheck === null) return isTcp;
      // That it is on is known; of which kind is not.
      return healthCheck.status === 'on' && healthCheck.type === null && !asksFor(test, ['on', 'off']);
    case 'backend':
      if (backend.kind === 'unknown') return true;
      return backend.kind !== 'port' && backend.name === null && !asksFor(test, fixedValues('backend'));
    case 'access': {
      if (access.status === 'unknown') return true;
      if (access.status === 'off') return false;
      const isNameless = access.lists.some(({ name }) => name === null);
      if (isNameless && !asksFor(test, fixedValues('access'))) return true;
      if (reach.who !== 'unknown') return false;
      // What an allowlist does not name is dropped: it can never block everyone.
      return asksFor(test, access.type === 'white' ? ['open'] : ['open', 'nobody']);
    }
    default:
      return false;
  }
}

/** Whether one of these values is what the test asks for. */
function asksFor(test: ColumnTest, values: readonly string[]): boolean {
  if (!('text' in test)) return false;
  const text = foldForSearch(test.text);
  return values.some((value) => {
    if (test.kind === 'is') return value === text;
    return test.kind === 'begins' ? value.startsWith(text) : value.includes(text);
  });
}

import { useEffect, useEffectEvent, useState } from 'react';
import { afterRest } from '@/components/shell/timers';
import type { ListQuery } from '@/lib/listeners/list/list-query';
import type { ListenerKey } from '@/lib/model/outcome';
import { ungroupKeys, type SelectionScope } from '@/lib/listeners/list/selection';
import { readScope } from './read-selection';
import { useSelection } from './selection';

/** Selecting one after the other does not trigger a request each time. */
const REST_MILLIS = 80;

/** A number of listeners and where they are; null where that is not known yet. */
export type KnownScope = { count: number; scope: SelectionScope };

/**
 * Where the selected listeners are among the list's rows, requested from the server whenever either changes. Deleted
 * ones leave the selection. A refresh passes a new `query` object, so it triggers a request too. Until the response
 * arrives the last one is used.
 */
export function useSelectionScope(query: ListQuery): KnownScope | null {
  const { selected, set } = useSelection();
  const [known, setKnown] = useState<KnownScope | null>(null);

  // The next selection is another one.
  if (selected.length === 0 && known !== null) setKnown(null);

  const onScope = useEffectEvent((listeners: readonly ListenerKey[], scope: SelectionScope) => {
    const gone = ungroupKeys(scope.gone);
    set(gone, false);
    setKnown({ count: listeners.length - gone.length, scope });
  });
  useEffect(() => {
    if (selected.length === 0) return;
    return afterRest(REST_MILLIS, async (signal) => {
      try {
        onScope(selected, await readScope(query, selected, signal));
      } catch {
        // Left, or the server is gone: how many are selected is known all the same.
      }
    });
  }, [selected, query]);

  return known;
}

'use client';

import { useTranslations } from 'next-intl';
import { createContext, useContext, useMemo, useRef, type ReactNode } from 'react';
import { Checkbox } from '@/components/ui/checkbox';
import type { Translator } from '@/lib/i18n/translator';
import { formatListenerKey } from '@/lib/listeners/list/list-query';
import type { ListenerKey } from '@/lib/model/outcome';
import { rangeOf, selectedAmong } from '@/lib/listeners/list/selection';
import { useSelection } from '@/components/listeners/selection/selection';
import css from './table.module.css';
import { useTableRows } from './table-rows';

type PageOfRows = {
  /** The rows that can be selected, in their order. */
  keys: readonly ListenerKey[];
  t: Translator<'selection'>;
  /** Selects or deselects a row; a range also includes the rows since the previous click. */
  press: (key: ListenerKey, on: boolean, range: boolean) => void;
};

const PageContext = createContext<PageOfRows | null>(null);

function usePageOfRows(): PageOfRows {
  const page = useContext(PageContext);
  if (!page) throw new Error('The boxes of the list need its PageOfRows');
  return page;
}

/** Knows the rows of the page, for ranges and for the box that selects them all. */
export function PageOfRows({ children }: { children: ReactNode }) {
  const t = useTranslations('selection');
  const { set } = useSelection();
  const rows = useTableRows();
  const keys = useMemo(
    () => rows.flatMap(({ readOnly, listenerKey }) => (readOnly === undefined ? [listenerKey] : [])),
    [rows],
  );
  const pressed = useRef<ListenerKey | null>(null);
  const page = useMemo(
    (): PageOfRows => ({
      keys,
      t,
      press: (key, on, range) => {
        set(rangeOf(keys, range ? pressed.current : null, key), on);
        pressed.current = key;
      },
    }),
    [keys, t, set],
  );
  return <PageContext value={page}>{children}</PageContext>;
}

type RowSelectProps = { listenerKey: ListenerKey; name: string; selectable: boolean };

/** The checkbox of one row. Shift includes the rows since the previous click. */
export function RowSelect({ listenerKey, name, selectable }: RowSelectProps) {
  const { keys: selected } = useSelection();
  const { t, press } = usePageOfRows();
  const label = t('row', { name });
  if (!selectable)
    return (
      <Checkbox
        checked={false}
        readOnly
        aria-disabled="true"
        aria-label={label}
        aria-description={t('onlyTcp')}
        title={t('onlyTcp')}
        // A box that takes no tick says why instead of being out of reach.
        onClick={(event) => event.preventDefault()}
        className={css.noTick}
      />
    );
  return (
    <Checkbox
      checked={selected.has(formatListenerKey(listenerKey))}
      aria-label={label}
      // Otherwise Shift would mark the text in between as well.
      onMouseDown={(event) => {
        if (event.shiftKey) event.preventDefault();
      }}
      onChange={(event) => {
        const { nativeEvent, currentTarget } = event;
        press(listenerKey, currentTarget.checked, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey);
      }}
      className={css.tick}
    />
  );
}

/** The box in the head: all rows of the page, some or none. */
export function PageSelect() {
  const { keys: selected, set } = useSelection();
  const { keys, t } = usePageOfRows();
  const state = selectedAmong(selected, keys);
  return (
    <Checkbox
      checked={state === 'all'}
      indeterminate={state === 'some'}
      aria-label={t('page')}
      title={t('page')}
      onChange={() => set(keys, state !== 'all')}
    />
  );
}

'use client';

import { Combobox } from '@base-ui/react/combobox';
import type { ComboboxItem, ComboboxWords } from './combobox-types';
import { Icon } from './icon';

type Props = {
  id: string | undefined;
  open: boolean;
  onClose: () => void;
  anchor: HTMLElement;
  items: readonly ComboboxItem[];
  value: string;
  onValueChange: (value: string) => void;
  query: string;
  onQueryChange: (query: string) => void;
  words: ComboboxWords;
};
type Entry = ComboboxItem & { typed?: true };

/** More would be scrolled past, not read; typing narrows them. */
const MOST_LISTED = 100;

/** The list below a combobox, with its own search box. Fetched on the first interaction. */
export function ComboboxPopup({
  id,
  open,
  onClose,
  anchor,
  items,
  value,
  onValueChange,
  query,
  onQueryChange,
  words,
}: Props) {
  const typed = query.trim();
  const matches = items.filter((item) => matchesQuery(item, typed));
  const listed: Entry[] = matches.slice(0, MOST_LISTED);
  const hidden = matches.length - listed.length;
  if (words.takeTyped && typed !== '' && !items.some((item) => item.value === typed)) {
    listed.push({ value: typed, label: typed, typed: true });
  }
  const chosen = listed.find((entry) => entry.value === value) ?? null;

  return (
    <Combobox.Root<Entry>
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      items={listed}
      filter={null}
      value={chosen}
      isItemEqualToValue={(a, b) => a.value === b.value}
      onValueChange={(entry) => {
        if (entry) onValueChange(entry.value);
      }}
      inputValue={query}
      onInputValueChange={(next, { reason }) => {
        if (reason === 'input-change' || reason === 'input-clear') onQueryChange(next);
      }}
      autoHighlight={typed !== ''}
    >
      <Combobox.Portal>
        <Combobox.Positioner anchor={anchor} sideOffset={4} align="start" className="z-30">
          <Combobox.Popup
            id={id}
            aria-label={words.search}
            finalFocus={() => anchor}
            className="flex max-h-[min(360px,var(--available-height))] w-[max(var(--anchor-width),280px)] max-w-(--available-width) flex-col overflow-hidden rounded-3 border border-line-2 bg-raised text-ink shadow-float outline-none"
          >
            <div className="flex flex-none items-center gap-2 border-b border-line px-2">
              <Icon name="search" size={14} className="text-ink-3" />
              <Combobox.Input
                aria-label={words.search}
                placeholder={words.search}
                className="h-9 w-full min-w-0 flex-1 bg-transparent shadow-none outline-none max-sm:h-11 max-sm:text-[16px]"
              />
            </div>
            <Combobox.Empty className="px-3 py-2 text-ink-3 empty:hidden">{words.none}</Combobox.Empty>
            <Combobox.List className="scroll-py-1 overflow-y-auto overscroll-contain py-1 outline-none data-empty:py-0">
              {(entry: Entry) => (
                <Combobox.Item
                  key={entry.typed ? 'typed' : entry.value}
                  value={entry}
                  className="group grid cursor-pointer grid-cols-[16px_minmax(0,1fr)] items-start gap-x-2 px-2 py-1.5 leading-[18px] outline-none select-none data-highlighted:bg-press max-sm:py-2.5"
                >
                  <Combobox.ItemIndicator className="col-start-1 row-start-1 text-accent-mark">
                    <Icon name="check" size={14} />
                  </Combobox.ItemIndicator>
                  {entry.typed && words.takeTyped ? (
                    <span className="col-start-2 wrap-anywhere text-accent">
                      {words.takeTyped(entry.value)}
                    </span>
                  ) : (
                    <span className="col-start-2 min-w-0">
                      <span className="flex flex-wrap items-baseline gap-x-2">
                        <span className="min-w-0 wrap-anywhere">{entry.label}</span>
                        {entry.id !== undefined && <span className="id">{entry.id}</span>}
                      </span>
                      {entry.hint && <span className="block text-12 text-ink-2">{entry.hint}</span>}
                    </span>
                  )}
                </Combobox.Item>
              )}
            </Combobox.List>
            {hidden > 0 && words.more && (
              <Combobox.Status className="flex-none border-t border-line px-3 py-1.5 text-12 text-ink-3">
                {words.more(hidden)}
              </Combobox.Status>
            )}
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}

/** Every word typed is somewhere in the item. */
function matchesQuery(item: ComboboxItem, typed: string): boolean {
  const text = `${item.label} ${item.id ?? ''} ${item.value} ${item.keywords ?? ''}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

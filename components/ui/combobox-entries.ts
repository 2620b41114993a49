import { foldForSearch, normalizeTyped } from '@/lib/text/typed-text';
import type { ComboboxItem } from './combobox-types';

/** A line of the list: an item, or what was typed offered as it is. */
export type ComboboxEntry = ComboboxItem & { typed?: true };

/** More would be scrolled past, not read; typing narrows them. */
const MOST_LISTED = 100;

/**
 * What the list shows for a query: the items that contain every word of it, at most a hundred (`hidden` counts the
 * rest), and last the typed text as an id, if that is allowed and it is not already an item's value.
 */
export function listEntries(
  items: readonly ComboboxItem[],
  query: string,
  mayTakeTyped: boolean,
): { entries: ComboboxEntry[]; hidden: number } {
  const typed = normalizeTyped(query);
  const words = foldForSearch(query).split(/\s+/);
  const matches = items.filter((item) => {
    const text = foldForSearch(`${item.label} ${item.id ?? ''} ${item.value} ${item.keywords ?? ''}`);
    return words.every((word) => text.includes(word));
  });
  const entries: ComboboxEntry[] = matches.slice(0, MOST_LISTED);
  const hidden = matches.length - entries.length;
  if (mayTakeTyped && typed !== '' && !items.some((item) => item.value === typed)) {
    entries.push({ value: typed, label: typed, typed: true });
  }
  return { entries, hidden };
}

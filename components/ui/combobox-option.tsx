import { cx } from './class-names';
import { Chip } from './chip';
import type { ComboboxEntry } from './combobox-entries';
import type { ComboboxMessages } from './combobox-types';
import { Icon } from './icon';
import { Id } from './verbatim';

type Props = {
  id: string;
  entry: ComboboxEntry;
  /** The keys are on it. */
  active: boolean;
  chosen: boolean;
  messages: ComboboxMessages;
  onPoint: () => void;
  onTake: () => void;
};

/** A line of a combobox: name and id, its hint below. The focus stays in the search box. */
export function ComboboxOption({ id, entry, active, chosen, messages, onPoint, onTake }: Props) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are those of the search box
    <li
      id={id}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role, jsx-a11y/prefer-tag-over-role -- it has two lines
      role="option"
      aria-selected={chosen}
      onPointerMove={active ? undefined : onPoint}
      // A click must not move the focus out of the search box.
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onTake}
      className={cx(
        'grid cursor-pointer grid-cols-[16px_minmax(0,1fr)] items-start gap-x-2 px-2 py-1.5 leading-[18px] select-none max-sm:py-2.5',
        active && 'bg-press',
      )}
    >
      {chosen && <Icon name="check" size={14} className="mt-0.5 text-accent-mark" />}
      {entry.typed && messages.takeTyped ? (
        <span className="col-start-2 wrap-anywhere text-accent">{messages.takeTyped(entry.value)}</span>
      ) : (
        <span className="col-start-2 min-w-0">
          <span className="flex flex-wrap items-baseline gap-x-2">
            <span className="min-w-0 wrap-anywhere">{entry.label}</span>
            {entry.id !== undefined && <Id>{entry.id}</Id>}
            {entry.badge !== undefined && (
              <Chip kind="warn" icon="warn">
                {entry.badge}
              </Chip>
            )}
          </span>
          {entry.hint && <span className="block text-12 text-ink-2">{entry.hint}</span>}
        </span>
      )}
    </li>
  );
}

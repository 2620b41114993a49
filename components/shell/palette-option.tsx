import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { Status } from '@/components/ui/status';
import { Id } from '@/components/ui/verbatim';
import type { PaletteEntry } from './palette-entries';

type Props = {
  id: string;
  entry: PaletteEntry;
  /** The keys are on it. */
  active: boolean;
  onPoint: () => void;
  onTake: () => void;
};

/** A line of the palette. The focus stays in the search box. */
export function PaletteOption({ id, entry, active, onPoint, onTake }: Props) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the keys are those of the search box
    <div
      id={id}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- it has two lines
      role="option"
      aria-selected={active}
      onPointerMove={active ? undefined : onPoint}
      // A click must not move the focus out of the search box.
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onTake}
      className={cx(
        'mx-1 flex cursor-pointer items-center gap-2 rounded-2 px-2 py-1.5 leading-[18px] select-none max-sm:py-2.5',
        active && 'bg-press',
      )}
    >
      {entry.kind === 'listener' ? (
        <span className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3">
          <span className="flex min-w-0 items-baseline gap-2">
            <span className="truncate font-medium">{entry.listener.name}</span>
            <span className="truncate text-12 text-ink-2">{entry.listener.description}</span>
          </span>
          <span className="text-12">
            <Status status={entry.listener.status}>{entry.listener.statusText}</Status>
          </span>
          <Id className="col-span-full truncate">{entry.listener.detail}</Id>
        </span>
      ) : (
        <>
          <Icon name={entry.icon} className="text-ink-2" />
          <span className="min-w-0 wrap-anywhere">{entry.words}</span>
        </>
      )}
    </div>
  );
}

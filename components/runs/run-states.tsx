import type { ReactNode } from 'react';
import { cx } from '@/components/ui/class-names';
import { Icon, type IconName } from '@/components/ui/icon';
import type { RowState, RunCounts } from '@/lib/runs/run-types';

type Style = { icon: IconName; mark: string; text: string; bar: string };

/**
 * Normal is quiet: done is a green glyph next to plain text; failed and unknown have colored text too. Each part of a bar
 * has a pattern of its own, which tells it apart without its color.
 */
const STYLES: Readonly<Record<RowState, Style>> = {
  waiting: { icon: 'todo', mark: 'text-mark-off', text: 'text-ink-2', bar: '' },
  calling: {
    icon: 'refresh',
    mark: 'text-accent-mark',
    text: 'text-accent',
    bar: 'bg-[repeating-linear-gradient(90deg,var(--accent-mark)_0_4px,transparent_4px_6px)]',
  },
  accepted: {
    icon: 'refresh',
    mark: 'text-accent-mark',
    text: 'text-accent',
    bar: 'bg-[repeating-linear-gradient(90deg,var(--accent-mark)_0_8px,transparent_8px_10px)]',
  },
  done: { icon: 'ok', mark: 'text-ok-mark', text: '', bar: 'bg-ok-mark' },
  failed: {
    icon: 'bad',
    mark: 'text-bad-mark',
    text: 'text-bad',
    bar: 'bg-[repeating-linear-gradient(45deg,var(--bad-mark)_0_4px,var(--bad-tint)_4px_6px)]',
  },
  skipped: {
    icon: 'skip',
    mark: 'text-mark-off',
    text: 'text-ink-2',
    bar: 'bg-[repeating-linear-gradient(0deg,var(--mark-off)_0_1px,transparent_1px_3px)]',
  },
  cancelled: {
    icon: 'x',
    mark: 'text-mark-off',
    text: 'text-ink-2',
    bar: 'bg-[repeating-linear-gradient(-45deg,var(--mark-off)_0_1px,transparent_1px_5px)]',
  },
  unknown: {
    icon: 'warn',
    mark: 'text-warn-mark',
    text: 'text-warn',
    bar: 'bg-[repeating-linear-gradient(90deg,var(--warn-mark)_0_2px,var(--warn-tint)_2px_4px)]',
  },
  unsettled: {
    icon: 'warn',
    mark: 'text-warn-mark',
    text: 'text-warn',
    bar: 'bg-[repeating-linear-gradient(0deg,var(--warn-mark)_0_2px,var(--warn-tint)_2px_4px)]',
  },
};

/** A row's state: glyph and word. */
export function RowStateWord({ state, children }: { state: RowState; children: ReactNode }) {
  const style = STYLES[state];
  return (
    <span
      data-state={state}
      className={`inline-flex items-center gap-1.5 align-middle whitespace-nowrap ${style.text}`}
    >
      <Icon name={style.icon} className={style.mark} />
      <span>{children}</span>
    </span>
  );
}

/** The parts of a bar, left to right: what is over, then what is left. */
const PARTS = [
  'done',
  'skipped',
  'cancelled',
  'failed',
  'unknown',
  'unsettled',
  'accepted',
  'calling',
] as const;

/** A run's outcomes as a bar; its text is beside it. What waits is the empty part. */
export function OutcomeBar({ counts, className }: { counts: RunCounts; className: string }) {
  return (
    <span
      aria-hidden="true"
      className={cx(
        'flex gap-px overflow-hidden rounded-1 border border-control bg-sunken forced-color-adjust-none',
        className,
      )}
    >
      {PARTS.map(
        (state) =>
          counts[state] > 0 && (
            <i
              key={state}
              className={cx('min-w-1', STYLES[state].bar)}
              style={{ width: `${(counts[state] / counts.total) * 100}%` }}
            />
          ),
      )}
    </span>
  );
}

/** A state's part of the bar, in its legend. */
export function OutcomeKey({ state }: { state: RowState }) {
  return (
    <i
      aria-hidden="true"
      className={cx(
        'inline-block h-[9px] w-3 flex-none rounded-[1px] border border-control forced-color-adjust-none',
        STYLES[state].bar,
      )}
    />
  );
}

import type { ReactNode } from 'react';
import { Icon, type IconName } from '@/components/ui/icon';
import type { RowState } from '@/lib/runs/run-types';

type Style = { icon: IconName; mark: string; text: string; bar: string };

/** Normal is quiet: done is a green glyph next to plain text; failed and unknown have colored text too. */
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
  failed: { icon: 'bad', mark: 'text-bad-mark', text: 'text-bad', bar: 'bg-bad-mark' },
  skipped: { icon: 'skip', mark: 'text-mark-off', text: 'text-ink-2', bar: 'bg-mark-off' },
  cancelled: { icon: 'x', mark: 'text-mark-off', text: 'text-ink-2', bar: 'bg-line-2' },
  unknown: { icon: 'warn', mark: 'text-warn-mark', text: 'text-warn', bar: 'bg-warn-mark' },
  unsettled: { icon: 'warn', mark: 'text-warn-mark', text: 'text-warn', bar: 'bg-warn-mark' },
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

/** The colour of a state's part of the bar; empty for what has no part yet. */
export function barClass(state: RowState): string {
  return STYLES[state].bar;
}

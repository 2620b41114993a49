import type { ReactNode } from 'react';
import { cx } from './class-names';
import { Icon } from './icon';

/** The box around tokens and what is typed. */
export const FILTER_BOX =
  'flex min-h-(--h-control) min-w-0 flex-1 flex-wrap items-center gap-1 rounded-2 border border-control bg-raised py-0.5 pr-1 pl-2 focus-within:border-accent-mark focus-within:shadow-[0_0_0_1px_var(--accent-mark)] max-sm:basis-full';

/** The input in it, without a frame of its own. */
export const FILTER_INPUT =
  'h-6 min-w-[120px] flex-1 appearance-none bg-transparent px-1 shadow-none outline-none max-sm:h-9 max-sm:text-[16px] [&::-webkit-search-cancel-button]:hidden';

/** The cross at the end of a token. */
export const FILTER_REMOVE =
  'grid w-6 flex-none place-items-center border-l border-line text-ink-3! hover:bg-hover hover:text-ink! max-sm:w-8';

type TokenProps = {
  property: string;
  operator: string;
  value: ReactNode;
  edit: string;
  onEdit: () => void;
  /** The id of what is wrong with it. */
  wrongId?: string | undefined;
  /** The cross, and what is wrong. */
  children: ReactNode;
};

/** A part of a filter: property, operator, value. A click edits it. */
export function FilterToken({ property, operator, value, edit, onEdit, wrongId, children }: TokenProps) {
  return (
    <span
      className={cx(
        'inline-flex h-6 max-w-full items-stretch rounded-1 border text-12 whitespace-nowrap max-sm:h-8',
        wrongId === undefined ? 'border-line-2 bg-surface' : 'border-warn-line bg-warn-tint',
      )}
    >
      <button
        type="button"
        title={edit}
        aria-describedby={wrongId}
        onClick={onEdit}
        className="flex min-w-0 cursor-text items-center gap-1.5 overflow-hidden px-1.5 hover:bg-hover"
      >
        {wrongId !== undefined && <Icon name="warn" size={14} className="flex-none text-warn-mark" />}
        {property} <span className="text-ink-3">{operator}</span>{' '}
        <span translate="no" className="truncate font-mono tracking-[-0.01em]">
          {value}
        </span>
      </button>
      {children}
    </span>
  );
}

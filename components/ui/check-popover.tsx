'use client';

import type { ReactNode } from 'react';
import { PANEL, useAnchoredPopover } from './anchored-popover';
import { buttonClass, type ButtonVariant } from './button-variant';
import { CheckList, type CheckOption } from './check-list';
import { cx } from './class-names';
import { Icon } from './icon';

type Props = ButtonVariant & {
  label: ReactNode;
  /** What the list chooses ("Filter by status"). */
  name: string;
  options: readonly CheckOption[];
  selected: readonly string[];
  onSelectedChange: (selected: string[]) => void;
  /** For a long list: the name of its search box, and what it says when nothing fits. */
  searchWords: { label: string; none: string };
  /** Below the ticks; `hide` closes the list. */
  renderFooter?: ((hide: () => void) => ReactNode) | undefined;
  onOpen?: () => void;
  className?: string | undefined;
};

/** A button that opens a list of ticks. */
export function CheckPopover(props: Props) {
  const { label, name, options, onOpen, className, size, variant } = props;
  const { open, hide, setTrigger, setPanel, triggerProps, panelProps } = useAnchoredPopover({
    align: 'start',
  });

  return (
    <>
      <button
        {...triggerProps}
        ref={setTrigger}
        type="button"
        aria-haspopup="dialog"
        onClick={(event) => {
          if (!open) onOpen?.();
          triggerProps.onClick(event);
        }}
        className={buttonClass({ size, variant }, className)}
      >
        {label}
        <Icon name="chevron-down" size={14} className="-mr-1 -ml-0.5 text-ink-3" />
      </button>
      <dialog {...panelProps} ref={setPanel} aria-label={name} className={cx(PANEL, 'min-w-52')}>
        {/* Mounted when it opens, so that it starts fresh and takes the focus. */}
        {open && (
          <>
            <CheckList
              name={name}
              options={options}
              selected={props.selected}
              onSelectedChange={props.onSelectedChange}
              searchWords={props.searchWords}
              takesFocus
            />
            {props.renderFooter?.(hide)}
          </>
        )}
      </dialog>
    </>
  );
}

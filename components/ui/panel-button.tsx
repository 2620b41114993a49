'use client';

import type { ReactNode } from 'react';
import { PANEL, useAnchoredPopover } from './anchored-popover';
import { buttonClass, type ButtonVariant } from './button-variant';
import { cx } from './class-names';

type Props = ButtonVariant & {
  /** What is on the button. */
  face: ReactNode;
  title?: string;
  /** Of the panel. */
  name: string;
  align?: 'start' | 'end';
  onOpen?: (() => void) | undefined;
  className?: string | undefined;
  panelClassName?: string;
  /** Made when the panel opens, so that it starts fresh and can take the focus; `hide` closes it. */
  children: (hide: () => void) => ReactNode;
};

/** A button that opens a panel below it. */
export function PanelButton({
  face,
  title,
  name,
  align = 'end',
  onOpen,
  className,
  panelClassName,
  children,
  ...variant
}: Props) {
  const { open, hide, setTrigger, setPanel, triggerProps, panelProps } = useAnchoredPopover({ align });
  return (
    <>
      <button
        {...triggerProps}
        ref={setTrigger}
        type="button"
        aria-haspopup="dialog"
        title={title}
        onClick={(event) => {
          if (!open) onOpen?.();
          triggerProps.onClick(event);
        }}
        className={buttonClass(variant, className)}
      >
        {face}
      </button>
      <dialog {...panelProps} ref={setPanel} aria-label={name} className={cx(PANEL, panelClassName)}>
        {open && children(hide)}
      </dialog>
    </>
  );
}

'use client';

import { useId, useState, type ReactNode } from 'react';
import { cx } from './class-names';
import { buttonClass } from './button-variant';
import { Icon } from './icon';

type Props = {
  show: ReactNode;
  hide: ReactNode;
  /** Shown while collapsed: a summary of the values. */
  summary?: ReactNode;
  /** Given: the caller decides (an error inside unfolds it). */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  heading: ReactNode;
  /** Stays mounted when folded, so that what was typed stays (ux.md F4). */
  children: ReactNode;
};

/** Folds the rarely used. */
export function Disclosure({ show, hide, summary, open, onOpenChange, heading, children }: Props) {
  const id = useId();
  const [ownOpen, setOwnOpen] = useState(false);
  const isOpen = open ?? ownOpen;
  return (
    <>
      <header className="flex items-baseline gap-3 border-b border-line-2 pb-2">
        {heading}
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => {
            setOwnOpen(!isOpen);
            onOpenChange?.(!isOpen);
          }}
          className={buttonClass({ variant: 'quiet', size: 'small' }, 'ml-auto')}
        >
          <Icon name="chevron-down" size={14} className={cx(isOpen && 'rotate-180')} />
          {isOpen ? hide : show}
        </button>
      </header>
      {!isOpen && summary}
      <div id={id} hidden={!isOpen}>
        {children}
      </div>
    </>
  );
}

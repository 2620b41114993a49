'use client';

import { buttonClass } from '@/components/ui/button-variant';
import { Icon } from '@/components/ui/icon';
import { useKeys } from './use-keys';

/** The way to the keys for those who have turned off the one that leads there. A phone has none. */
export function KeyHelpButton({ words }: { words: string }) {
  const { openHelp } = useKeys();
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      title={words}
      onClick={openHelp}
      className={buttonClass({ variant: 'quiet', size: 'small', iconOnly: true }, 'max-md:hidden')}
    >
      <Icon name="keyboard" size={14} />
      <span className="sr-only">{words}</span>
    </button>
  );
}

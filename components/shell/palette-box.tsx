'use client';

import { useTranslations } from 'next-intl';
import { buttonClass } from '@/components/ui/button-variant';
import { Icon } from '@/components/ui/icon';
import { Kbd } from '@/components/ui/kbd';
import { useHydrated } from '@/components/ui/use-hydrated';
import { modifierOfReader, useKeys } from './use-keys';

/** Where the palette opens by pointer: a box in the header, its glass alone where there is no room. */
export function PaletteBox() {
  const t = useTranslations('shell');
  const { openPalette } = useKeys();
  const modifier = useHydrated() ? modifierOfReader() : 'Ctrl';
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K Meta+K"
      aria-label={t('palette')}
      onClick={openPalette}
      className={buttonClass(
        {},
        'w-66 justify-start! font-normal! text-ink-3! max-md:w-10 max-md:justify-center! max-md:border-transparent! max-md:bg-transparent! max-md:px-0!',
      )}
    >
      <Icon name="search" className="text-ink-2" />
      <span className="min-w-0 flex-1 truncate text-left max-md:hidden">{t('palette')}</span>
      <span className="flex-none whitespace-nowrap max-md:hidden">
        <Kbd>{`${modifier} K`}</Kbd>
      </span>
    </button>
  );
}

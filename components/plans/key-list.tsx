'use client';

import { useTranslations } from 'next-intl';
import { focusHere } from '@/components/ui/anchored-popover';
import { Kbd } from '@/components/ui/kbd';

/** The keys of the grid, and what each does. */
export function KeyList() {
  const t = useTranslations('plans.keys');
  const keys = [
    ['move', ['↑', '↓', '←', '→']],
    ['extend', ['Shift ↑ ↓ ← →']],
    ['edit', ['Enter', 'F2']],
    ['type', [t('anyKey')]],
    ['commit', ['Enter', 'Tab']],
    ['cancel', ['Esc']],
    ['clear', ['Delete']],
    ['copy', ['Ctrl C', 'Ctrl V']],
    ['fill', ['Ctrl D']],
    ['undo', ['Ctrl Z', 'Ctrl Y']],
    ['add', ['Insert']],
    ['delete', ['Ctrl Delete']],
    ['rows', ['Shift Space']],
    ['all', ['Ctrl A']],
  ] as const;
  return (
    <dl
      ref={focusHere}
      tabIndex={-1}
      className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-1.5 overflow-y-auto p-4 outline-none"
    >
      {keys.map(([key, names]) => (
        <div key={key} className="contents">
          <dt className="flex flex-wrap gap-1">
            {names.map((name) => (
              <Kbd key={name}>{name}</Kbd>
            ))}
          </dt>
          <dd className="text-ink-2">{t(key)}</dd>
        </div>
      ))}
    </dl>
  );
}

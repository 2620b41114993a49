'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { buttonClass } from '@/components/ui/button-variant';
import { LOCALE_COOKIE, type Locale } from '@/lib/i18n/locales';
import { remember } from './preference';

// Each language names itself, in itself: it is for those who cannot read the one that is shown.
const OTHER = {
  en: { locale: 'zh-CN', name: '中文', label: '切换到中文' },
  'zh-CN': { locale: 'en', name: 'English', label: 'Switch to English' },
} as const;

/** Changes the language in place: the page is rendered again around what was typed. */
export function LanguageSwitch({ locale, className }: { locale: Locale; className?: string }) {
  const router = useRouter();
  const other = OTHER[locale];
  const [pending, startTransition] = useTransition();
  return (
    <button
      type="button"
      lang={other.locale}
      aria-label={other.label}
      aria-busy={pending || undefined}
      onClick={() => {
        remember(LOCALE_COOKIE, other.locale);
        startTransition(() => router.refresh());
      }}
      className={buttonClass({ variant: 'quiet' }, className)}
    >
      {other.name}
    </button>
  );
}

import type { ReactNode } from 'react';
import { getLocale } from 'next-intl/server';
import { LanguageSwitch } from '@/components/shell/language-switch';
import { Mark } from '@/components/shell/mark';
import type { Theme } from '@/components/shell/theme';
import { ThemeSwitch } from '@/components/shell/theme-switch';

/** The frame of the pages that nobody has to be signed in for: no navigation, nothing of the cloud. */
export async function SignInFrame({ theme, children }: { theme: Theme; children: ReactNode }) {
  const locale = await getLocale();
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-(--h-bar) flex-none items-center gap-2 border-b border-line px-4 text-15 font-semibold tracking-[-0.01em]">
        <Mark />
        <span translate="no">Sluice</span>
        <span className="flex-1" />
        <LanguageSwitch locale={locale} />
        <ThemeSwitch theme={theme} />
      </header>
      <main className="grid flex-1 items-start justify-items-center bg-surface px-4 py-18 max-sm:py-8">
        <div className="w-full max-w-[360px]">{children}</div>
      </main>
    </div>
  );
}

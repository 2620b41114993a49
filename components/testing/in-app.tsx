import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { ToastProvider } from '@/components/ui/toast';
import type { Locale } from '@/lib/i18n/locales';
import { loadMessages } from '@/lib/i18n/messages';

/** Where components ask to go; a test asserts on it, and nobody goes anywhere. */
export const router = {
  bfcacheId: 'test',
  back: vi.fn<() => void>(),
  forward: vi.fn<() => void>(),
  refresh: vi.fn<() => void>(),
  push: vi.fn<(href: string) => void>(),
  replace: vi.fn<(href: string) => void>(),
  prefetch: vi.fn<(href: string) => void>(),
};

/** A component as a page has it: with texts of one language, a router, and a place for notifications. */
export async function inApp(children: ReactNode, locale: Locale = 'en'): Promise<ReactNode> {
  const messages = await loadMessages(locale);
  return (
    <AppRouterContext value={router}>
      <NextIntlClientProvider locale={locale} messages={messages} timeZone="UTC">
        <ToastProvider label="Notifications" dismissLabel="Dismiss">
          <main>{children}</main>
        </ToastProvider>
      </NextIntlClientProvider>
    </AppRouterContext>
  );
}

'use client';

import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import { RejectionBody } from '../rejection';
import { DEFAULT_LOCALE, isLocale } from '@/lib/i18n/locales';
import type { ListenerError } from '@/lib/model/errors';

/** The message of a failed action, with its translations: it is shown outside the page. */
export async function loadFailure(error: ListenerError): Promise<ReactNode> {
  const { lang } = document.documentElement;
  const locale = isLocale(lang) ? lang : DEFAULT_LOCALE;
  const domain = (await import(`@/lib/i18n/messages/${locale}/domain.json`)).default;
  return (
    <NextIntlClientProvider locale={locale} messages={{ domain }}>
      <RejectionBody error={error} />
    </NextIntlClientProvider>
  );
}

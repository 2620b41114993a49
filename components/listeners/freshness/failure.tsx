'use client';

import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import { RejectionBody } from '../rejection';
import { shownLocale } from '@/components/shell/lazy-messages';
import type { ListenerError } from '@/lib/model/errors';

/** The message of a failed action, with its translations: it is shown outside the page. */
export async function loadFailure(error: ListenerError): Promise<ReactNode> {
  const locale = shownLocale();
  const domain = (await import(`@/lib/i18n/messages/${locale}/domain.json`)).default;
  return (
    <NextIntlClientProvider locale={locale} messages={{ domain }}>
      <RejectionBody error={error} />
    </NextIntlClientProvider>
  );
}

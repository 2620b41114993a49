import { NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';
import type { ReactNode } from 'react';
import { pickMessages, type MessagePath } from '@/lib/i18n/pick-messages';

type Props = { paths: readonly MessagePath[]; children: ReactNode };

/**
 * Provides these messages, and no others, to the client components below it: messages add to the page size. Those of a
 * provider above are not seen below this one.
 */
export async function ClientMessages({ paths, children }: Props) {
  return (
    <NextIntlClientProvider messages={pickMessages(await getMessages(), paths)}>
      {children}
    </NextIntlClientProvider>
  );
}

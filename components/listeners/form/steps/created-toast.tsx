'use client';

import { NextIntlClientProvider, useLocale, useMessages, useTranslations } from 'next-intl';
import type { Route } from 'next';
import { RejectionBody } from '@/components/listeners/rejection';
import type { Toast } from '@/components/ui/toast';
import { formatListenerKey } from '@/lib/listeners/list/list-query';
import type { CreateOutcome, ListenerKey } from '@/lib/model/outcome';
import { useDoneSentences } from './use-done-sentences';

type Created = Extract<CreateOutcome, { ok: true }>;

/** The list, with the listener that was just made marked in it. */
export function hrefOfNew(listener: ListenerKey): Route {
  return `/listeners?new=${formatListenerKey(listener)}` as Route;
}

function titleOf({ start, readBack }: Created) {
  if (!start.requested) return readBack ? 'created' : 'accepted';
  if (start.ok) return readBack ? 'started' : 'acceptedStarted';
  return start.error.outcome === 'unknown' ? 'startUnknown' : 'notStarted';
}

/**
 * The notification after a creation. It only claims what was read back (ux.md A8). It names what was created but not
 * started, and each value that SLB returned differently; such a message stays until it is dismissed.
 */
export function useCreatedToast(): (created: Created, instance: string) => Toast {
  const t = useTranslations('form.done');
  const locale = useLocale();
  const messages = useMessages();
  const sentences = useDoneSentences();
  return (created, instance) => {
    const { listener, start, differences, readBack } = created;
    const about = { port: String(listener.listenerPort), instance };
    const notStarted = start.requested && !start.ok ? start.error : null;
    return {
      kind: notStarted !== null || !readBack || differences.length > 0 ? 'error' : 'success',
      title: t(titleOf(created), about),
      body: (
        <>
          {sentences(created, t('found'))}
          {notStarted !== null && (
            // The message is shown outside the form, so it brings its translations along.
            <NextIntlClientProvider locale={locale} messages={messages}>
              <RejectionBody error={notStarted} />
            </NextIntlClientProvider>
          )}
        </>
      ),
      link: { href: hrefOfNew(listener), words: t('show') },
    };
  };
}

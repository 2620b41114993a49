'use client';

import { useLocale, useTranslations } from 'next-intl';
import { CopyButton } from '@/components/ui/copy-button';
import { portName } from '@/lib/model/protocol';
import { awaitedReason, writeKey } from '@/lib/listeners/commands/awaited';
import type { ListenerError } from '@/lib/model/errors';
import { withFacts } from '@/lib/model/failure-messages';

/**
 * The message of a rejection: an explanation in the user's language if there is one, followed by the server's own
 * message; otherwise only the server's. It is shown once, so `serverMessage` is null if `words` already contain it.
 */
export function useRejectionMessages(): (error: ListenerError) => {
  words: string;
  serverMessage: string | null;
} {
  const t = useTranslations('domain.rejection');
  const failure = useTranslations('domain.failure');
  const unsettled = useTranslations('domain.unsettled');
  const locale = useLocale();
  return (error) => {
    const { awaited } = error;
    const reason = awaitedReason(error);
    if (awaited !== undefined && reason !== null) {
      const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', hourCycle: 'h23' });
      const words = unsettled(reason, {
        write: unsettled(`write.${writeKey(awaited.operation)}`),
        port: portName(awaited),
        time: time.format(new Date(awaited.until)),
      });
      return { words, serverMessage: null };
    }
    return error.explanation === null
      ? { words: error.message, serverMessage: null }
      : { words: withFacts(failure, t(error.explanation), error.facts), serverMessage: error.message };
  };
}

/** A rejection on its own: its message, then what links it to the cloud's own records. */
export function RejectionBody({ error }: { error: ListenerError }) {
  const { words } = useRejectionMessages()(error);
  return (
    // A word is broken only where a line is too short for it, not to make a column narrower.
    <div className="grid gap-1 wrap-break-word">
      <p>{words}</p>
      <RejectionMeta error={error} />
    </div>
  );
}

/**
 * What links a rejection to the cloud's own records: its message, code and RequestId, the last copied with one click.
 */
export function RejectionMeta({ error }: { error: ListenerError }) {
  const t = useTranslations('domain.rejectionMeta');
  const { serverMessage } = useRejectionMessages()(error);
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-12 text-ink-2">
      {serverMessage !== null && (
        <q lang="en" className="quotes-none">
          {serverMessage}
        </q>
      )}
      <span>
        {t('code')}{' '}
        <code translate="no" className="font-mono">
          {error.code}
        </code>
      </span>
      {error.facts?.diagnosis !== undefined && (
        <CopyButton
          value={error.facts.diagnosis}
          text={t('diagnosis')}
          label={t('copyDiagnosis')}
          done={t('copied')}
        />
      )}
      {error.requestId !== null && (
        <span className="inline-flex items-center gap-1">
          {t('requestId')}{' '}
          <code translate="no" className="font-mono">
            {error.requestId}
          </code>
          <CopyButton value={error.requestId} label={t('copyRequestId')} done={t('copied')} />
        </span>
      )}
    </p>
  );
}

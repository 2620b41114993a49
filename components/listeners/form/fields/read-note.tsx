'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Message } from '@/components/ui/message';
import type { Read, ReadFailure } from '@/lib/listeners/edit/form-options';
import { withFacts } from '@/lib/model/failure-messages';
import { NO_ANSWER } from '@/components/listeners/form/state/use-reads';

type Props = {
  read: Read<unknown> | undefined;
  /** What could not be read, and what to do instead. */
  children: ReactNode;
  onRetry: () => void;
};

/** Shows a failed read in place, with the cloud's own message, code and RequestId, and a retry. */
export function ReadNote({ read, children, onRetry }: Props) {
  const t = useTranslations('form.read');
  if (read === undefined || read.ok) return null;
  return (
    <div className="flex flex-wrap items-start gap-x-2">
      <Message kind="warn">
        {children} <FailureDetails failure={read.failure} />
      </Message>
      <Button size="small" variant="quiet" icon="refresh" onClick={onRetry}>
        {t('retry')}
      </Button>
    </div>
  );
}

function FailureDetails({ failure }: { failure: ReadFailure }) {
  const { code, message, requestId, explanation, facts } = failure;
  const t = useTranslations('form.read');
  const rejection = useTranslations('domain.rejection');
  const known = useTranslations('domain.failure');
  if (code === NO_ANSWER && message === '') return <span className="block">{t('noAnswer')}</span>;
  return (
    <span className="block wrap-anywhere text-ink-2">
      {explanation !== undefined && (
        <span className="block">{withFacts(known, rejection(explanation), facts)}</span>
      )}
      {requestId === null
        ? t('metaWithoutRequestId', { message, code })
        : t('meta', { message, code, requestId })}
    </span>
  );
}

'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ButtonLink } from '@/components/ui/button-link';
import { EmptyState } from '@/components/ui/empty-state';
import { Mono } from '@/components/ui/verbatim';
import { sluiceCodes } from '@/lib/model/errors';
import { shownRequestId } from './answers';

type Props = { digest: string | undefined; onRetry: () => void };

/** Instead of a page that failed: what to do, and the numbers under which the server wrote the cause. */
export function ErrorPage({ digest, onRetry }: Props) {
  const t = useTranslations('shell.error');
  // Nothing of it is rendered on the server, where the page fails.
  const [requestId] = useState(shownRequestId);
  const cause = digest === sluiceCodes.databaseUnreachable ? 'unreachable' : 'bug';
  return (
    <EmptyState
      title={t(`${cause}.title`)}
      heading="h1"
      actions={
        <>
          <Button icon="refresh" onClick={onRetry}>
            {t('retry')}
          </Button>
          <ButtonLink href="/listeners" variant="quiet">
            {t('action')}
          </ButtonLink>
        </>
      }
    >
      <p>{t(`${cause}.text`)}</p>
      <p className="mt-1 text-12 text-ink-3">
        {requestId !== null && (
          <span className="mr-2 inline-block">
            {t('request')} <Mono>{requestId}</Mono>
          </span>
        )}{' '}
        {digest !== undefined && (
          <span className="inline-block">
            {t('digest')} <Mono>{digest}</Mono>
          </span>
        )}
      </p>
    </EmptyState>
  );
}

import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import { Icon } from '@/components/ui/icon';
import { Code } from '@/components/ui/verbatim';
import type { SlbFailure } from '@/lib/slb/result';
import { failureText } from '../failure-text';

/**
 * A part that could not be read: what it is, why, then SLB's own message, code and RequestId. The rest of the page is
 * unaffected.
 */
export async function ReadFailure({ words, error }: { words?: ReactNode; error: SlbFailure }) {
  const [t, reason] = await Promise.all([getTranslations('domain.rejectionMeta'), failureText(error)]);
  return (
    <div className="flex gap-1.5 pt-2 text-ink-2">
      <Icon name="warn" className="mt-0.5 text-warn-mark" />
      <div className="min-w-0 wrap-anywhere">
        {words !== undefined && <p>{words}</p>}
        {reason !== null && <p>{reason}</p>}
        <p className="text-12">
          <q lang="en" className="quotes-none">
            {error.message}
          </q>{' '}
          {t('code')} <Code>{error.code}</Code>
          {error.requestId !== null && (
            <>
              {' '}
              {t('requestId')} <Code>{error.requestId}</Code>{' '}
              <CopyButton value={error.requestId} label={t('copyRequestId')} done={t('copied')} />
            </>
          )}
          {error.facts?.diagnosis !== undefined && (
            <>
              {' '}
              <CopyButton
                value={error.facts.diagnosis}
                text={t('diagnosis')}
                label={t('copyDiagnosis')}
                done={t('copied')}
              />
            </>
          )}
        </p>
      </div>
    </div>
  );
}

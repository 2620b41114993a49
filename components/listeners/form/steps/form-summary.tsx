'use client';

import { useTranslations } from 'next-intl';
import type { Ref } from 'react';
import { RejectionMeta, useRejectionMessages } from '@/components/listeners/rejection';
import { ErrorSummary } from '@/components/ui/error-summary';
import { Link } from '@/components/ui/link';
import { wantsConfirmation } from '@/lib/listeners/commands/awaited';
import type { FieldPath } from '@/lib/model/draft';
import { listenerHref } from '@/lib/listeners/list/hrefs';
import { useListenerForm } from '@/components/listeners/form/state/form-context';
import { fieldId } from '@/components/listeners/form/state/sections';
import { useProblems, useValues } from '@/components/listeners/form/state/use-problems';

type Props = { ref: Ref<HTMLDivElement>; onFollow: (path: FieldPath) => void };

/** After a submit that failed: a link per invalid field, with the field's message; a rejection with its code. */
export function FormSummary({ ref, onFollow }: Props) {
  const t = useTranslations('form.summary');
  const rejectionMessages = useRejectionMessages();
  const { rejection, edit } = useListenerForm();
  const action = edit === null ? 'create' : 'edit';
  const problems = useProblems(useValues());
  if (rejection === null && problems.length === 0) return null;

  const entries = problems.map(({ path, label, words }) => ({
    fieldId: fieldId(path),
    words: t('entry', { label, words }),
  }));
  const follow = (id: string): void => {
    const followed = problems.find(({ path }) => fieldId(path) === id);
    if (followed !== undefined) onFollow(followed.path);
  };
  if (rejection === null)
    return (
      <ErrorSummary
        ref={ref}
        title={t(`${action}.title`, { count: entries.length })}
        entries={entries}
        onFollow={follow}
      />
    );

  const { error } = rejection;
  const unknown = error.outcome === 'unknown';
  // Its page shows what was done to it, and can restore it.
  const isGone = edit !== null && error.explanation === 'ListenerNotFound';
  const bySluice = error.code.startsWith('Sluice.');
  return (
    <ErrorSummary
      ref={ref}
      title={t(`${action}.${unknown ? 'unknown' : bySluice ? 'rejectedBySluice' : 'rejected'}`)}
      entries={entries}
      onFollow={follow}
      meta={<RejectionMeta error={error} />}
    >
      {rejection.fields.length === 0 && <p>{rejectionMessages(error).words}</p>}
      {wantsConfirmation(error) && <p>{t('confirm')}</p>}
      {(unknown || isGone) && (
        <Link href={edit === null ? '/listeners' : listenerHref(edit.listener)} className="underline">
          {t(edit === null ? 'openList' : 'openListener')}
        </Link>
      )}
    </ErrorSummary>
  );
}

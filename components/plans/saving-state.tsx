'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import type { Saving } from './saver';
import { useProblemText } from './use-problem-text';

/** Whether what was typed is kept. Only a failure is announced: saving is what is expected. */
export function SavingState({ saving, onRetry }: { saving: Saving; onRetry: () => void }) {
  const t = useTranslations('plans.head');
  const problemText = useProblemText();
  const isFailed = saving.is === 'failed';
  return (
    <span className="flex min-w-0 items-center gap-2 text-12">
      <span role="alert" className="text-bad empty:hidden">
        {isFailed && problemText(saving.problem)}
      </span>
      {isFailed ? (
        <Button size="small" onClick={onRetry}>
          {t('retry')}
        </Button>
      ) : (
        <span data-saving={saving.is} className="flex items-center gap-1.5 whitespace-nowrap text-ink-3">
          <Icon name={saving.is === 'saved' ? 'check' : 'refresh'} size={14} />
          {t(saving.is === 'saved' ? 'saved' : 'saving')}
        </span>
      )}
    </span>
  );
}

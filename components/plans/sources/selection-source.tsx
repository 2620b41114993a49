'use client';

import { useTranslations } from 'next-intl';
import { useSelection } from '@/components/listeners/selection/selection';
import { Button } from '@/components/ui/button';
import { ButtonLink } from '@/components/ui/button-link';
import { useCreateFromSelection, type CreateFromSelection } from './use-create-from-selection';
import { SourceResult } from './source-result';

/** The list's selection as rows: to change its listeners, or to make others like them. */
export function SelectionSource({ createFromSelection }: { createFromSelection: CreateFromSelection }) {
  const t = useTranslations('plans.selection');
  const tSource = useTranslations('plans.source');
  const { selected } = useSelection();
  const { busy, outcome, create } = useCreateFromSelection(createFromSelection);
  const count = selected.length;
  return (
    <div className="grid max-w-[880px] gap-3">
      <p className="max-w-[72ch] text-ink-2">{tSource('what.selection')}</p>
      <p>{t('selected', { count })}</p>
      <div className="flex flex-wrap gap-2">
        {count > 0 && (
          <Button variant="primary" busy={busy} onClick={() => void create()}>
            {t('create', { count })}
          </Button>
        )}
        <ButtonLink href="/listeners">{t('list')}</ButtonLink>
      </div>
      <SourceResult outcome={outcome} text={null} />
    </div>
  );
}

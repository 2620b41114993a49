'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { useListenerForm } from '@/components/listeners/form/state/form-context';
import { openPaths } from '@/components/listeners/form/state/sections';
import { useProblems, useValues } from '@/components/listeners/form/state/use-problems';
import { changedFields } from '@/components/listeners/form/state/confirmations';

/** To the review, and how much there is to review. */
export function EditBar({ onCancel }: { onCancel: () => void }) {
  const t = useTranslations('edit.bar');
  const errors = useTranslations('form.submit');
  const { edit } = useListenerForm();
  const values = useValues();
  const erroneous = useProblems(values).map(({ path }) => path);
  const wrong = erroneous.length;
  const open = openPaths(values, { isEdit: true }).filter((path) => !erroneous.includes(path)).length;
  const changed = edit === null ? 0 : changedFields(edit.opened, values).length;
  return (
    <div className="sticky bottom-0 z-4 mt-auto -mx-6 flex items-center gap-x-2 gap-y-1 border-t border-line bg-canvas px-6 py-3 max-sm:-mx-4 max-sm:flex-wrap max-sm:px-4 max-sm:py-2">
      <Button type="submit" variant="primary" className="min-w-[116px] max-sm:flex-1">
        {t('review')}
      </Button>
      <Button variant="quiet" onClick={onCancel}>
        {errors('cancel')}
      </Button>
      <output
        aria-label={errors('label')}
        className="ml-2 min-w-0 text-12 text-ink-2 max-sm:order-first max-sm:m-0 max-sm:w-full max-sm:py-1"
      >
        {wrong > 0 ? (
          <b className="font-medium text-bad">{errors('errors', { count: wrong })}</b>
        ) : open > 0 ? (
          <b className="font-medium text-ink">{errors('open', { count: open })}</b>
        ) : (
          t('changes', { count: changed })
        )}
      </output>
    </div>
  );
}

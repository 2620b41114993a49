'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useSelection } from '@/components/listeners/selection/selection';
import { Button } from '@/components/ui/button';
import { useToast } from '@/components/ui/toast';
import { newPlanHref, planHref } from '@/lib/plans/plan-address';
import { useCreateFromSelection, type CreateFromSelection } from './sources/use-create-from-selection';

/** In the bar of the selection: its listeners as the rows of a new plan. */
export function EditAsPlan({ createFromSelection }: { createFromSelection: CreateFromSelection }) {
  const t = useTranslations('plans.selection');
  const router = useRouter();
  const toasts = useToast();
  const { selected } = useSelection();
  const { busy, create } = useCreateFromSelection(createFromSelection);

  async function open() {
    const answer = await create();
    if (answer === 'no-server') toasts.show({ kind: 'error', title: t('noServer') });
    // What there is to say about it is said where a plan is begun.
    else if (!answer.ok || answer.notes.length > 0) router.push(newPlanHref('selection'));
    else router.push(planHref(answer.planId));
  }

  if (selected.length === 0) return null;
  return (
    <Button icon="edit" busy={busy} title={t('edit')} onClick={() => void open()} className="max-md:px-1.5">
      <span className="max-lg:sr-only">{t('edit')}</span>
    </Button>
  );
}

'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, focusFirst } from '@/components/ui/dialog';
import { handFocusTo } from '@/components/ui/focus-handover';
import { Menu } from '@/components/ui/menu';
import { Message } from '@/components/ui/message';
import type { PlanProblem } from '@/lib/plans/plan-types';
import { useProblemText } from './use-problem-text';

type Props = {
  name: string;
  remove: () => Promise<{ ok: true } | PlanProblem>;
  /** Leads to where the plan is not missed; without it, the page is rendered again without it. */
  onRemoved?: () => void;
};

/** It goes with the plan's row in the list. */
const handFocusToPage = handFocusTo(() => document.querySelector('main'));

/** Deletes a plan after asking: its rows are nowhere else. */
export function DeletePlan({ name, remove, onRemoved }: Props) {
  const t = useTranslations('plans.head');
  const problemText = useProblemText();
  const [asks, setAsks] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function confirm() {
    setBusy(true);
    const outcome = await remove().catch(() => null);
    if (outcome?.ok === true) {
      if (onRemoved === undefined) setAsks(false);
      else onRemoved();
      return;
    }
    setProblem(problemText(outcome?.problem ?? 'no-server'));
    setBusy(false);
  }

  return (
    <>
      <span ref={handFocusToPage} className="contents">
        <Menu
          icon="more"
          iconOnly
          label={t('more', { name })}
          entries={[
            {
              kind: 'action',
              key: 'delete',
              label: t('delete'),
              icon: 'trash',
              danger: true,
              onSelect: () => setAsks(true),
            },
          ]}
        />
      </span>
      {asks && (
        <Dialog
          alert
          title={t('deleteTitle', { name })}
          onClose={() => setAsks(false)}
          actions={
            <>
              <Button ref={focusFirst} onClick={() => setAsks(false)}>
                {t('nameCancel')}
              </Button>
              <Button variant="destroy" busy={busy} onClick={() => void confirm()}>
                {t('delete')}
              </Button>
            </>
          }
        >
          <p>{t('deleteText')}</p>
          <div role="alert" className="empty:hidden">
            {problem !== null && <Message kind="bad">{problem}</Message>}
          </div>
        </Dialog>
      )}
    </>
  );
}

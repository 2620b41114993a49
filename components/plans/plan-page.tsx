'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { LeaveQuestion } from '@/components/form/leave-question';
import { useLeaveGuard } from '@/components/form/use-leave-guard';
import { useUnloadQuestion } from '@/components/form/use-unload-question';
import { ListLink } from '@/components/listeners/list-link';
import { Button } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { PageTitle } from '@/components/ui/page-title';
import { useToast } from '@/components/ui/toast';
import { newPlanHref } from '@/lib/plans/plan-address';
import { runHref } from '@/lib/runs/run-address';
import type { ConfirmedPlan, PlanOutcome, PlanProblem, PlanStart } from '@/lib/plans/plan-types';
import { DeletePlan } from './delete-plan';
import { PlanEditor } from './plan-editor';
import { PlanExportMenu } from './plan-export-menu';
import { PlanName, ShareSwitch } from './plan-head';
import { createPlanStore, type OpenPlan, type PlanCalls } from './plan-store';
import { ReviewStep } from './review-step';
import { SavingState } from './saving-state';
import { useProblemText } from './use-problem-text';
import { countVerdicts } from './verdict-filter';

export type PlanPageCalls = PlanCalls & {
  rename: (name: string) => Promise<PlanOutcome>;
  share: (shared: boolean) => Promise<PlanOutcome>;
  remove: () => Promise<{ ok: true } | PlanProblem>;
  start: (confirmed: ConfirmedPlan) => Promise<PlanStart>;
};

type Props = {
  open: OpenPlan;
  calls: PlanPageCalls;
  /** Whether there is anybody to share it with. */
  isTeam: boolean;
  /** Whether this reader may share and delete it. */
  isAdministered: boolean;
  instanceNames: Readonly<Record<string, string>>;
  code: ReactNode;
};

/** One plan: its name and state, its rows with what they mean, and the step before it is started. */
export function PlanPage({ open, calls, isTeam, isAdministered, instanceNames, code }: Props) {
  const t = useTranslations('plans');
  const router = useRouter();
  const toasts = useToast();
  const problemText = useProblemText();
  const [store] = useState(() => createPlanStore(open, calls));
  const [name, setName] = useState(open.plan.name);
  const [isShared, setIsShared] = useState(open.plan.isShared);
  const [isReviewed, setIsReviewed] = useState(false);

  async function rename(next: string): Promise<PlanOutcome> {
    const outcome = await calls.rename(next);
    if (outcome.ok) setName(next.trim());
    return outcome;
  }

  async function share(shared: boolean): Promise<void> {
    setIsShared(shared);
    const outcome = await calls.share(shared).catch(() => null);
    if (outcome?.ok === true) return;
    setIsShared(!shared);
    const problem = outcome?.problem === 'conflict' ? 'invalid' : (outcome?.problem ?? 'no-server');
    toasts.show({ kind: 'error', title: problemText(problem) });
  }

  return (
    <>
      <PageTitle
        crumb={
          <>
            <ListLink className="-my-1 min-w-6 py-1 text-ink-2!">{t('new.listeners')}</ListLink>
            <span aria-hidden="true">/</span>
            <Link href={newPlanHref()} className="-my-1 min-w-6 py-1 text-ink-2!">
              {t('new.crumb')}
            </Link>
            <span aria-hidden="true">/</span>
            <span>{t('plan', { id: String(open.plan.id) })}</span>
          </>
        }
        title={<PlanName name={name} onRename={rename} />}
        isCompact
        tally={
          <>
            <Saved store={store} />
            {isTeam && <span>{t('head.of', { who: open.plan.ownerName })}</span>}
            {open.plan.runId !== null && (
              <Link href={runHref(open.plan.runId)}>{t('head.run', { id: String(open.plan.runId) })}</Link>
            )}
          </>
        }
        actions={
          <>
            {isTeam && isAdministered && (
              <ShareSwitch shared={isShared} onChange={(shared) => void share(shared)} />
            )}
            {isAdministered && (
              <DeletePlan name={name} remove={calls.remove} onRemoved={() => router.push(newPlanHref())} />
            )}
            <PlanExportMenu planId={open.plan.id} />
            {!isReviewed && <ReviewButton store={store} onReview={() => setIsReviewed(true)} />}
          </>
        }
      />
      {isReviewed ? (
        <ReviewStep
          store={store}
          instanceNames={instanceNames}
          start={calls.start}
          onBack={() => setIsReviewed(false)}
          code={code}
        />
      ) : (
        <PlanEditor store={store} instanceNames={instanceNames} />
      )}
    </>
  );
}

const always = (): boolean => true;

type OfStore = { store: ReturnType<typeof createPlanStore> };

/** Whether all is kept. What is not is tried again once there is a network, and is not left without a question. */
function Saved({ store }: OfStore) {
  const { saving } = useSyncExternalStore(store.subscribe, store.get, store.get);
  const isFailed = saving.is === 'failed';
  const guard = useLeaveGuard(isFailed);
  const t = useTranslations('plans.head');
  useEffect(() => {
    if (!isFailed) return undefined;
    const retry = (): void => void store.retry();
    window.addEventListener('online', retry);
    return () => window.removeEventListener('online', retry);
  }, [isFailed, store]);
  // Another page of Sluice leaves what is on its way alone; closing or reloading ends it.
  useUnloadQuestion(saving.is === 'saved' ? null : always);
  return (
    <>
      <SavingState saving={saving} onRetry={() => void store.retry()} />
      <LeaveQuestion guard={guard} title={t('leave')} />
    </>
  );
}

/** Leads to the step before the start, once what is shown is kept and checked. */
function ReviewButton({ store, onReview }: OfStore & { onReview: () => void }) {
  const t = useTranslations('plans.bar');
  const plan = useSyncExternalStore(store.subscribe, store.get, store.get);
  const { create, update, checking } = countVerdicts(plan);
  const count = create + update;
  const isPending = plan.saving.is !== 'saved' || plan.reviewing === 'pending' || checking > 0;
  const why = isPending ? t('wait') : count === 0 ? t('nothing') : null;
  return (
    <>
      <Button
        variant="primary"
        unavailable={why !== null && 'review-why'}
        title={why ?? undefined}
        onClick={onReview}
      >
        {t('review', { count })}
      </Button>
      <span id="review-why" hidden>
        {why}
      </span>
    </>
  );
}

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { OpenedPlan } from '@/components/plans/open-plan';
import { ClientMessages } from '@/components/shell/client-messages';
import { ButtonLink } from '@/components/ui/button-link';
import { EmptyState } from '@/components/ui/empty-state';
import { config } from '@/lib/config';
import { newPlanHref } from '@/lib/plans/plan-address';
import { planInstances } from '@/lib/plans/plan-instances';
import { listPlans, mayAdministerPlan } from '@/lib/plans/store';
import { parsePositive } from '@/lib/runs/run-address';
import { answerNotFound } from '@/lib/web/answer-status';
import { requireActor } from '@/lib/web/require-actor';
import {
  deleteListenerPlan,
  editListenerPlan,
  renameListenerPlan,
  setListenerPlanMode,
  shareListenerPlan,
  startListenerPlan,
} from '../actions';
import { readOpenPlan } from './read-open-plan';

type Props = PageProps<'/listeners/plan/[planId]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const actor = await requireActor();
  const [{ planId }, t] = await Promise.all([params, getTranslations('plans')]);
  const plans = await listPlans(actor);
  return { title: plans.find(({ id }) => id === parsePositive(planId))?.name ?? t('missing.title') };
}

/** One plan: its rows and what each means, before anything is sent. */
export default async function PlanPage({ params }: Props) {
  const actor = await requireActor();
  const [open, t, instances] = await Promise.all([
    params.then(({ planId }) => readOpenPlan(planId, actor)),
    getTranslations('plans.missing'),
    planInstances(),
  ]);
  if (open === null) {
    answerNotFound();
    return (
      <EmptyState
        heading="h1"
        title={t('title')}
        actions={<ButtonLink href={newPlanHref()}>{t('back')}</ButtonLink>}
      >
        {t('text')}
      </EmptyState>
    );
  }
  const { plan } = open;
  const planned = new Set(plan.rows.map(({ cells }) => cells.LoadBalancerId));
  return (
    <ClientMessages
      paths={[
        'plans',
        'edit.setting',
        'edit.consequence',
        'form.issue',
        'form.label',
        'form.leave',
        'domain.blockReason',
      ]}
    >
      <OpenedPlan
        key={plan.id}
        open={open}
        actions={{
          edit: editListenerPlan,
          setMode: setListenerPlanMode,
          rename: renameListenerPlan,
          share: shareListenerPlan,
          remove: deleteListenerPlan,
          start: startListenerPlan,
        }}
        isTeam={config().url !== null}
        isAdministered={mayAdministerPlan(plan, actor)}
        instanceNames={Object.fromEntries(
          instances
            .filter(({ loadBalancerId }) => planned.has(loadBalancerId))
            .map(({ loadBalancerId, name }) => [loadBalancerId, name]),
        )}
      />
    </ClientMessages>
  );
}

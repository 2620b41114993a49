'use client';

import { useMemo } from 'react';
import { fetchJson } from '@/components/shell/fetch-json';
import { planHref } from '@/lib/plans/plan-address';
import type {
  ConfirmedPlan,
  PlanEdit,
  PlanMode,
  PlanOutcome,
  PlanProblem,
  PlanStart,
} from '@/lib/plans/plan-types';
import { PlanFiles } from './plan-files';
import { PlanPage, type PlanPageCalls } from './plan-page';
import type { OpenPlan } from './plan-store';

export type PlanActions = {
  edit: (planId: number, version: number, edits: readonly PlanEdit[]) => Promise<PlanOutcome>;
  setMode: (planId: number, version: number, mode: PlanMode) => Promise<PlanOutcome>;
  rename: (planId: number, name: string) => Promise<PlanOutcome>;
  share: (planId: number, isShared: boolean) => Promise<PlanOutcome>;
  remove: (planId: number) => Promise<{ ok: true } | PlanProblem>;
  start: (planId: number, confirmed: ConfirmedPlan) => Promise<PlanStart>;
};

type Props = {
  open: OpenPlan;
  actions: PlanActions;
  isTeam: boolean;
  isAdministered: boolean;
  instanceNames: Readonly<Record<string, string>>;
};

/** A plan, with the calls of the server that its page makes. */
export function OpenedPlan({ open, actions, ...props }: Props) {
  const planId = open.plan.id;
  const calls = useMemo((): PlanPageCalls => {
    const address = planHref(planId);
    return {
      edit: (version, edits) => actions.edit(planId, version, edits),
      setMode: (version, mode) => actions.setMode(planId, version, mode),
      review: (signal) => fetchJson(`${address}/review`, { signal }),
      load: () => fetchJson(`${address}/open`),
      rename: (name) => actions.rename(planId, name),
      share: (isShared) => actions.share(planId, isShared),
      remove: () => actions.remove(planId),
      start: (confirmed) => actions.start(planId, confirmed),
    };
  }, [actions, planId]);
  return <PlanPage open={open} calls={calls} {...props} code={<PlanFiles planId={planId} />} />;
}

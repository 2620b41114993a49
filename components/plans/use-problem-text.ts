'use client';

import { useTranslations } from 'next-intl';
import type { PlanProblem } from '@/lib/plans/plan-types';

/** That a change of a plan was not kept, and why. */
export function useProblemText(): (problem: PlanProblem['problem'] | 'no-server') => string {
  const t = useTranslations('plans.head');
  const tProblem = useTranslations('plans.problem');
  return (problem) => t('notSaved', { reason: tProblem(problem) });
}

import type { Route } from 'next';

/** Where a plan is begun; `source` chooses what from. */
export const planSources = ['ports', 'csv', 'json', 'terraform', 'copy', 'selection'] as const;
export type PlanSource = (typeof planSources)[number];

export function newPlanHref(source?: PlanSource, more: Readonly<Record<string, string>> = {}): Route {
  const search = new URLSearchParams({ ...(source !== undefined && { from: source }), ...more });
  return (search.size === 0 ? '/listeners/plan' : `/listeners/plan?${search}`) as Route;
}

export function planHref(planId: number): Route {
  return `/listeners/plan/${planId}` as Route;
}

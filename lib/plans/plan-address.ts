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

/** What a plan can be downloaded as. */
export const planFileFormats = [
  'csv',
  'json',
  'terraform',
  'cli',
  'typescript',
  'python',
  'go',
  'java',
] as const;

export function planExportHref(planId: number, format: (typeof planFileFormats)[number]): string {
  return `/listeners/plan/${planId}/export?format=${format}`;
}

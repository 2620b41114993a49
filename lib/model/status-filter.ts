import { isInTransition } from './rules';

/** `changing` matches any status but the two stable ones (slb-api.md 5.1). */
export const statusFilters = ['running', 'stopped', 'changing'] as const;
export type StatusFilter = (typeof statusFilters)[number];

/** The filter value of a listener's status. */
export function statusFilterOf(listener: { status: string }): StatusFilter {
  if (isInTransition(listener.status)) return 'changing';
  return listener.status.toLowerCase() === 'running' ? 'running' : 'stopped';
}

export function countByStatus(listeners: readonly { status: string }[]): Record<StatusFilter, number> {
  const counts = { running: 0, stopped: 0, changing: 0 };
  for (const listener of listeners) counts[statusFilterOf(listener)] += 1;
  return counts;
}

import { changesBetween, isSettingName, settingsFromNames } from '@/lib/model/settings';
import type { RecordedActivity } from './lines';

/** A setting a write meant to change, by wire name; null if it was not set before, or is not to be. */
export type SettingChange = { name: string; before: string | null; after: string | null };

/** Those whose state afterwards contains only the status. */
const ONLY_STATUS = ['StartLoadBalancerListener', 'StopLoadBalancerListener'];

/** What a write meant to change, as far as it was decided: for an edit, what its review showed. */
export function changesOf({
  operation,
  before,
  after,
}: Pick<RecordedActivity, 'operation' | 'before' | 'after'>): SettingChange[] {
  const was = settingsIn(before);
  const willBe = settingsIn(after);
  const names = new Set([...Object.keys(was), ...Object.keys(willBe)]);
  if (ONLY_STATUS.includes(operation)) return plainChanges(was, willBe, Object.keys(willBe));
  if (before === null || after === null) return plainChanges(was, willBe, [...names]);
  const others = [...names].filter((name) => !isSettingName(name));
  return [
    ...changesBetween(settingsFromNames(was), settingsFromNames(willBe)),
    ...plainChanges(was, willBe, others),
  ];
}

type State = Readonly<Record<string, string>>;

function plainChanges(was: State, willBe: State, names: readonly string[]): SettingChange[] {
  return names
    .map((name) => ({ name, before: was[name] ?? null, after: willBe[name] ?? null }))
    .filter(({ before, after }) => before !== after);
}

/** Writes that removed settings, or the listener with them. */
const TAKE_AWAY = ['SetLoadBalancerTCPListenerAttribute', 'DeleteLoadBalancerListener'];

/** Whether its listener was gone afterwards: its state is restored by recreating it. */
export function takesListenerAway({
  operation,
  outcome,
}: Pick<RecordedActivity, 'operation' | 'outcome'>): boolean {
  return operation === 'DeleteLoadBalancerListener' && outcome === 'succeeded';
}

/**
 * Whether a write may have changed a TCP listener, and the log contains its complete state before. Sluice creates no
 * others.
 */
export function hasStateToRestore({
  operation,
  outcome,
  before,
  protocol,
}: Pick<RecordedActivity, 'operation' | 'outcome' | 'before' | 'protocol'>): boolean {
  return (
    protocol === undefined &&
    TAKE_AWAY.includes(operation) &&
    outcome !== 'refused' &&
    // Every listener has a bandwidth, and only complete states in the log have one.
    settingsIn(before)['Bandwidth'] !== undefined
  );
}

/** A state as the log stores it; values that are not settings are written as JSON. */
export function settingsIn(state: unknown): Record<string, string> {
  if (typeof state !== 'object' || state === null) return {};
  return Object.fromEntries(
    Object.entries(state).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

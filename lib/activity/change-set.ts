import { changesBetween, isSettingName, settingsFromNames } from '@/lib/model/settings';
import type { RecordedActivity } from './lines';

/** A setting that a deed meant to change, in the wire's name; null where it was not, or is not to be. */
export type SettingChange = { name: string; before: string | null; after: string | null };

/** Those that say of the state after them only the status. */
const ONLY_STATUS = ['StartLoadBalancerListener', 'StopLoadBalancerListener'];

/** What a deed meant to change, by what it was decided on: of an edit what its review said. */
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

/** Deeds that took settings away, or the listener with them. */
const TAKE_AWAY = ['SetLoadBalancerTCPListenerAttribute', 'DeleteLoadBalancerListener'];

/** Whether its listener was gone after it: what it was is had back by recreating it. */
export function takesListenerAway({
  operation,
  outcome,
}: Pick<RecordedActivity, 'operation' | 'outcome'>): boolean {
  return operation === 'DeleteLoadBalancerListener' && outcome === 'succeeded';
}

/** Whether a deed may have left a listener other than it was, and the trail holds all that it was before. */
export function hasStateToRestore({
  operation,
  outcome,
  before,
}: Pick<RecordedActivity, 'operation' | 'outcome' | 'before'>): boolean {
  return (
    TAKE_AWAY.includes(operation) &&
    outcome !== 'refused' &&
    // Every listener has a bandwidth, and no other state of the trail has one.
    settingsIn(before)['Bandwidth'] !== undefined
  );
}

/** A state as the trail keeps it; what is no setting in it is written as JSON. */
export function settingsIn(state: unknown): Record<string, string> {
  if (typeof state !== 'object' || state === null) return {};
  return Object.fromEntries(
    Object.entries(state).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

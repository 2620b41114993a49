import 'server-only';
import * as z from 'zod';
import { settingsIn } from '@/lib/activity/change-set';
import { listActivity } from '@/lib/activity/list';
import type { ListenerKey, UpdateOutcome } from '@/lib/model/outcome';
import { SET_ACTION } from '@/lib/listeners/wire/set-parameters';
import {
  changesBetween,
  isSameSetting,
  settingsFromNames,
  type SettingConflict,
  type SettingName,
} from '@/lib/model/settings';

type Conflict = Extract<UpdateOutcome, { kind: 'conflict' }>;

/** The audit log entry that gave a setting its current value. `at` is ISO 8601 in UTC. */
export type ConcurrentEdit = { activityId: number; actor: string; at: string };
export type ConcurrentEdits = { readonly [Name in SettingName]?: ConcurrentEdit };

/**
 * An outcome of `updateListener`. For a conflict also who caused it, and the time from which the next change counts
 * (ISO 8601 in UTC).
 */
export type UpdateAnswer =
  | Exclude<UpdateOutcome, Conflict>
  | (Conflict & { edits: ConcurrentEdits; readAt: string });

/** Adds to a conflict who caused it. `openedAt` is when the settings were read that the change was decided on. */
export async function withEdits(
  outcome: UpdateOutcome,
  { openedAt, readAt }: { openedAt: unknown; readAt: string },
): Promise<UpdateAnswer> {
  if (outcome.kind !== 'conflict') return outcome;
  return { ...outcome, edits: await concurrentEdits(outcome.listener, outcome.conflicts, openedAt), readAt };
}

/** Nobody edits one listener more often than this while a form is open. */
const MOST_READ = 100;

/**
 * For each setting in conflict, the newest successful edit since `since` that gave it its current value. Changes by
 * another console are not in the audit log, and their settings are absent here; so are all settings if `since` is not
 * an ISO 8601 time. Throws if the audit log cannot be read.
 */
export async function concurrentEdits(
  { regionId, loadBalancerId, listenerPort }: ListenerKey,
  conflicts: readonly SettingConflict[],
  since: unknown,
): Promise<ConcurrentEdits> {
  const from = z.iso.datetime().safeParse(since);
  if (!from.success) return {};
  const lines = await listActivity({
    limit: MOST_READ,
    filter: {
      regionId,
      loadBalancerId,
      listenerPort,
      operation: SET_ACTION,
      outcome: 'succeeded',
      from: from.data,
    },
  });
  const intents = lines.map((line) => ({
    edit: { activityId: line.id, actor: line.actor, at: line.begunAt ?? line.at },
    changes: changesBetween(
      settingsFromNames(settingsIn(line.before)),
      settingsFromNames(settingsIn(line.after)),
    ),
  }));
  return Object.fromEntries(
    conflicts.flatMap(({ name, theirs }) => {
      for (const { edit, changes } of intents) {
        const change = changes.find((made) => made.name === name);
        // The newest entry that touched it. If the setting has another value now, it was changed elsewhere afterwards.
        if (change !== undefined)
          return isSameSetting(name, change.after ?? undefined, theirs ?? undefined) ? [[name, edit]] : [];
      }
      return [];
    }),
  );
}

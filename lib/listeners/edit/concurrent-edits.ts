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

/** The edit in the activity trail that made a setting what it now is. `at` is ISO 8601 in UTC. */
export type ConcurrentEdit = { activityId: number; actor: string; at: string };
export type ConcurrentEdits = { readonly [Name in SettingName]?: ConcurrentEdit };

/** An outcome of `updateListener`; of a conflict also who made it, and since when the next may have come (ISO 8601 in UTC). */
export type UpdateAnswer =
  | Exclude<UpdateOutcome, Conflict>
  | (Conflict & { edits: ConcurrentEdits; readAt: string });

/** Adds to a conflict who made it; `openedAt` is when the settings were read that the change was decided on. */
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
 * Of each setting in conflict, the newest successful edit since `since` that made it what it is now. What was changed by another console is not
 * in the trail, and such a setting is absent here; so is every one where `since` is no ISO 8601 time. Throws when the trail cannot be read.
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
        // The newest that touched it: what it left was undone elsewhere where it is something else now.
        if (change !== undefined)
          return isSameSetting(name, change.after ?? undefined, theirs ?? undefined) ? [[name, edit]] : [];
      }
      return [];
    }),
  );
}

import { getTranslations } from 'next-intl/server';
import type { UndoRow } from '@/lib/runs/plan-undo';
import type { FollowUp, Run, RunKind } from '@/lib/runs/run-types';
import type { RunMessages } from './run-messages';

type Plan = { kind: RunKind; rows: readonly Pick<UndoRow, 'skip' | 'action'>[] };

/** How many listeners a follow-up run deletes, and whether that is all it does. */
export function deletionsIn({ kind, rows }: Plan): { deleted: number; deletesAll: boolean } {
  const touched = rows.filter(({ skip }) => skip === null);
  const deleted = touched.filter(({ action = kind }) => action === 'delete').length;
  return { deleted, deletesAll: deleted > 0 && deleted === touched.length };
}

/** What a follow-up run is called before it is started: on its page and on the tab of the browser. */
export async function followUpTitle(
  run: Run,
  how: FollowUp,
  plan: Plan,
  messages: RunMessages,
): Promise<string> {
  const t = await getTranslations('runs.followUp.title');
  const { deleted, deletesAll } = deletionsIn(plan);
  const title = messages.title(run);
  return how === 'undo' && deletesAll ? t('undoByDeletion', { title, count: deleted }) : t(how, { title });
}

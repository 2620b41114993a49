import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@/scripts/lib/root';

/** Sluice's own actions, sent as its pages send them, without a browser. */

const NAMES = [
  'createListener',
  'updateListener',
  'startListener',
  'stopListener',
  'deleteListener',
  'startRun',
] as const;
export type ActionName = (typeof NAMES)[number];

/** As far as it is checked: `code` of a rejection. */
export type Answer = { kind: 'done'; runId?: number } | { kind: 'refused' | 'unknown'; code: string };

const FILES = new Set(['app/(console)/listeners/actions.ts', 'app/(console)/runs/actions.ts']);

type Manifest = { node: Record<string, { exportedName?: string; filename?: string }> };

function idsOfActions(): Map<string, string> {
  const path = join(root, '.next/server/server-reference-manifest.json');
  const { node } = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  return new Map(
    Object.entries(node).flatMap(([id, { exportedName, filename }]) =>
      FILES.has(filename ?? '') && exportedName ? [[exportedName, id]] : [],
    ),
  );
}

/** Sends one action to the server at `url`, for the page at `path`. Throws if there is no response. */
export function actionSender() {
  const ids = idsOfActions();
  return async (url: string, path: string, name: ActionName, args: readonly unknown[]): Promise<Answer> => {
    const id = ids.get(name);
    if (id === undefined) throw new Error(`The build has no action ${name}.`);
    const response = await fetch(url + path, {
      method: 'POST',
      headers: {
        'next-action': id,
        origin: url,
        accept: 'text/x-component',
        'content-type': 'text/plain;charset=UTF-8',
      },
      body: JSON.stringify(args),
    });
    return answerIn(await response.text());
  };
}

type Outcome = {
  ok?: boolean;
  kind?: string;
  runId?: number;
  reason?: string;
  error?: { code: string; outcome: 'not-done' | 'unknown' };
};

/** What an action returned is in the row that the first one names. */
function answerIn(text: string): Answer {
  const row = /^1:(\{.*\})$/m.exec(text)?.[1];
  if (row === undefined) throw new Error(`No outcome in ${text.slice(0, 200)}`);
  const outcome = JSON.parse(row) as Outcome;
  if (outcome.kind === 'conflict') return { kind: 'refused', code: 'conflict' };
  if (outcome.reason !== undefined) return { kind: 'refused', code: outcome.reason };
  if (outcome.error === undefined)
    return { kind: 'done', ...(outcome.runId !== undefined && { runId: outcome.runId }) };
  return { kind: outcome.error.outcome === 'unknown' ? 'unknown' : 'refused', code: outcome.error.code };
}

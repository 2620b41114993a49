import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import { GENESIS, hashOfActivity } from '@/lib/db/activity-hash';
import { database } from '@/lib/db/database';
import type { ChainCheck, ChainFlaw, ChainState } from './chain-state';

/** Checked in chunks with a pause after each: a million entries take minutes, and a few percent of one processor. */
const AT_ONCE = 200;
const PAUSE_MILLIS = 60;
const EVERY_MILLIS = 60_000;
const WHOLE_EVERY_MILLIS = 6 * 3_600_000;
/** A start has better things to do. */
const FIRST_MILLIS = 10_000;

type Watch = { check: ChainCheck; running: Promise<void> | null; timer: NodeJS.Timeout | null };
// On globalThis because a Next server may load one module twice, and a process has one check.
const held: typeof globalThis & { sluiceChainWatch?: Watch } = globalThis;
const watch = (): Watch =>
  (held.sluiceChainWatch ??= {
    check: { verified: null, checkedAt: null, wholeAt: null, reads: [], broken: null },
    running: null,
    timer: null,
  });

/** What is known now. */
export function chainCheck(): ChainCheck {
  return watch().check;
}

/** For a page that shows it; what is new is checked soon, because somebody is looking. */
export async function readChainState(): Promise<ChainState> {
  const open = await database();
  const { newest } = await open
    .selectFrom('activity')
    .select(({ fn }) => fn.max('id').as('newest'))
    .executeTakeFirstOrThrow();
  void checkChainSoon();
  return { ...watch().check, newestId: newest ?? 0 };
}

/**
 * Checks the log from now on, in the background: what is new every minute, and all of it at first and every few hours. A
 * broken chain stays broken until the next whole check.
 */
export function watchChain(): void {
  const state = watch();
  if (state.timer !== null) return;
  const again = (millis: number) => {
    state.timer = setTimeout(() => {
      void checkChainSoon().finally(() => again(EVERY_MILLIS));
    }, millis);
    state.timer.unref();
  };
  again(FIRST_MILLIS);
}

/** Checks what is new, unless a check is running; resolves with the end of the check. Never throws. */
export function checkChainSoon({ pauseMillis = PAUSE_MILLIS } = {}): Promise<void> {
  const state = watch();
  state.running ??= check(state, pauseMillis)
    .catch((error: unknown) => {
      process.stderr.write(`Activity: the hash chain could not be checked: ${String(error)}\n`);
    })
    .finally(() => (state.running = null));
  return state.running;
}

async function check(state: Watch, pauseMillis: number): Promise<void> {
  const { check: last } = state;
  const rewritten = await rewrittenAt(last.verified);
  const isDue = last.wholeAt === null || Date.now() - Date.parse(last.wholeAt) >= WHOLE_EVERY_MILLIS;
  if (last.broken !== null && !isDue) return;
  const from = isDue || rewritten !== null ? null : last.verified;
  const found = await firstFlaw(from ?? { id: 0, at: '', hash: GENESIS }, pauseMillis, (verified) => {
    // During a whole check what was verified before still counts.
    if (verified.id > (state.check.verified?.id ?? 0)) state.check = { ...state.check, verified };
  });
  const now = new Date().toISOString();
  const end = { id: (found.verified?.id ?? 0) + 1, flaw: 'missing' } as const;
  const broken = found.broken ?? (rewritten === 'missing' ? end : rewritten);
  const isIntact = found.verified !== null && (broken === null || found.verified.id < broken.id);
  const upToId = found.verified?.id ?? 0;
  const earlier = from === null ? [] : last.reads;
  state.check = {
    verified: isIntact ? found.verified : null,
    checkedAt: now,
    wholeAt: from === null ? now : last.wholeAt,
    reads: upToId > (earlier.at(-1)?.upToId ?? 0) ? [...earlier, { upToId, at: now }] : earlier,
    broken: broken && { ...broken, at: now },
  };
}

type Verified = { id: number; at: string; hash: string };
type Flaw = { id: number; flaw: ChainFlaw };

/** What has happened to an entry since it was verified; null if nothing. The log may still be a chain without it. */
async function rewrittenAt(verified: Verified | null): Promise<Flaw | 'missing' | null> {
  if (verified === null) return null;
  const open = await database();
  const kept = await open
    .selectFrom('activity')
    .select('hash')
    .where('id', '=', verified.id)
    .executeTakeFirst();
  if (kept === undefined) return 'missing';
  return kept.hash === verified.hash ? null : { id: verified.id, flaw: 'changed' };
}

/** Reads on from an entry that is known to be intact, to the end of the log or to the first flaw. */
async function firstFlaw(
  begin: Verified,
  pauseMillis: number,
  onProgress: (verified: Verified) => void,
): Promise<{ verified: Verified | null; broken: Flaw | null }> {
  const open = await database();
  let last = begin;
  for (;;) {
    const entries = await open
      .selectFrom('activity')
      .selectAll()
      .where('id', '>', last.id)
      .orderBy('id')
      .limit(AT_ONCE)
      .execute();
    for (const { hash, ...entry } of entries) {
      const flaw = flawOf(entry, hash, last);
      const id = flaw === 'missing' ? last.id + 1 : entry.id;
      if (flaw !== null) return { verified: last.id === 0 ? null : last, broken: { id, flaw } };
      last = { id: entry.id, at: entry.at, hash };
    }
    if (last.id > 0) onProgress(last);
    if (entries.length < AT_ONCE) return { verified: last.id === 0 ? null : last, broken: null };
    await sleep(pauseMillis);
  }
}

function flawOf(entry: Parameters<typeof hashOfActivity>[0], hash: string, last: Verified): ChainFlaw | null {
  if (hashOfActivity(entry) !== hash) return 'changed';
  if (entry.id !== last.id + 1) return 'missing';
  return entry.previous_hash === last.hash && entry.at >= last.at ? null : 'order';
}

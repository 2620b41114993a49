import 'server-only';
import { isIPv6 } from 'node:net';
import { database } from '@/lib/db/database';
import { inTransaction } from '@/lib/db/write-lock';
import { isEmail } from './email';
import { hashOf } from './token';

/** So many attempts in a row are free; each further one doubles the pause that follows it. */
const FREE = { account: 5, factor: 5, address: 20 } as const;
const LONGEST_PAUSE_MILLIS = 15 * 60_000;
/** After this long without an attempt the count starts again. */
const FORGOTTEN_MILLIS = 60 * 60_000;

type Subject = { kind: keyof typeof FREE; value: string };

/**
 * Who tries to sign in as whom: the typed e-mail address counts whether or not somebody has it, unless it is none. Such
 * text would only fill the table.
 */
export function subjectsOf(email: string, address: string | null): Subject[] {
  const origin = subjectOf(address);
  return isEmail(email) ? [{ kind: 'account', value: email.toLowerCase() }, origin] : [origin];
}

/** The same for a second factor, of the person whose password was right. */
export function factorSubjectsOf(personId: string, address: string | null): Subject[] {
  return [{ kind: 'factor', value: personId }, subjectOf(address)];
}

/** An address. Of IPv6 the network: its addresses all belong to one customer, who has 2^64 of them. */
export function subjectOf(address: string | null): Subject {
  return { kind: 'address', value: isIPv6(address ?? '') ? networkOf(address ?? '') : (address ?? '') };
}

function networkOf(address: string): string {
  // As browsers write it: without leading zeros, and IPv4 at its end as two more groups.
  const [left = '', right] = new URL(`http://[${address.split('%', 1)[0]}]`).hostname
    .slice(1, -1)
    .split('::');
  const groupsOf = (text: string): string[] => text.split(':').filter((group) => group !== '');
  const zeros = 8 - groupsOf(left).length - groupsOf(right ?? '').length;
  const all = [...groupsOf(left), ...Array<string>(zeros).fill('0'), ...groupsOf(right ?? '')];
  return all.slice(0, 4).join(':');
}

/**
 * Counts an attempt before it is made, so that many at once gain nothing. Returns after how many seconds it may be made;
 * 0: now. One that may not be made is not counted.
 */
export async function secondsUntilAllowed(subjects: readonly Subject[]): Promise<number> {
  return inTransaction(await database(), async (connection) => {
    // Whoever waited for this transaction must not be earlier than those it waited for.
    const now = Date.now();
    await connection
      .deleteFrom('sign_in_throttle')
      .where('failed_at', '<', new Date(now - FORGOTTEN_MILLIS).toISOString())
      .where('blocked_until', '<', new Date(now).toISOString())
      .execute();
    const rows = await connection
      .selectFrom('sign_in_throttle')
      .selectAll()
      .where('key', 'in', subjects.map(keyOf))
      .execute();
    // Clocks of other processes may be ahead: without a pause, theirs are not read.
    const paused = rows.filter((row) => row.blocked_until > row.failed_at);
    const blockedMillis = Math.max(0, ...paused.map((row) => Date.parse(row.blocked_until) - now));
    if (blockedMillis > 0) return Math.ceil(blockedMillis / 1000);
    for (const subject of subjects) {
      const key = keyOf(subject);
      const failures = (rows.find((row) => row.key === key)?.failures ?? 0) + 1;
      const over = failures - FREE[subject.kind];
      const pauseMillis = over < 0 ? 0 : Math.min(1000 * 2 ** over, LONGEST_PAUSE_MILLIS);
      const row = {
        failures,
        failed_at: new Date(now).toISOString(),
        blocked_until: new Date(now + pauseMillis).toISOString(),
      };
      await connection
        .insertInto('sign_in_throttle')
        .values({ key, ...row })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
        .execute();
    }
    return 0;
  });
}

/**
 * The attempt was a good one: those before it count no more for the account or its second factor. For the address only this
 * one does not: who knows one password must not guess others freely.
 */
export async function forgetAttempts(subjects: readonly Subject[]): Promise<void> {
  const open = await database();
  for (const subject of subjects) {
    const key = keyOf(subject);
    if (subject.kind !== 'address')
      await open.deleteFrom('sign_in_throttle').where('key', '=', key).execute();
    else
      await open
        .updateTable('sign_in_throttle')
        .set((row) => ({ failures: row('failures', '-', 1), blocked_until: row.ref('failed_at') }))
        .where('key', '=', key)
        .execute();
  }
}

function keyOf({ kind, value }: Subject): string {
  return hashOf(`${kind}:${value}`);
}

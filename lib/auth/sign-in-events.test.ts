import { expect, it } from 'vitest';
import { database } from '@/lib/db/database';
import { acceptLink } from './accept-link';
import { changePassword } from './account';
import { createLink } from './one-time-links';
import { sessionOf } from './session';
import { listSignInEvents, recordSignInEvent } from './sign-in-events';
import { signIn, signOut } from './sign-in';
import { browserAfter, headersAfter, PASSWORD, peopleWorld } from './testing/people-world';

peopleWorld();

const from = new Headers({ 'x-forwarded-for': '192.0.2.1' });

it('what happens around signing in is recorded: who, from where, in which session; never a password', async () => {
  const typed = { email: 'Ada@example.com', name: 'Ada', password: PASSWORD };
  await acceptLink(await createLink({ purpose: 'set-up' }), typed, '192.0.2.1');
  await signIn({ email: 'ada@example.com', password: 'not the password' }, from);
  await signIn({ email: 'nobody@example.com', password: 'not the password' }, from);
  const signedIn = await signIn({ email: 'ada@example.com', password: PASSWORD }, from);
  const browser = browserAfter(signedIn, from);
  const sessionId = (await sessionOf(browser))?.sessionId;
  browser.set('x-forwarded-for', '192.0.2.2');
  const ada = { id: '', email: 'ada@example.com' };
  const changed = await changePassword(
    ada,
    { current: PASSWORD, wanted: 'another horse, no battery' },
    browser,
  );
  if (changed.kind !== 'done') throw new Error(`It was ${changed.kind}.`);
  const after = headersAfter(new Headers(changed.cookies.map((cookie) => ['set-cookie', cookie])), browser);
  after.set('x-forwarded-for', '192.0.2.2');
  await signOut(after);

  const events = await listSignInEvents(null, 10, null);
  expect(events.map(({ kind, email, from: address }) => [kind, email, address])).toEqual([
    ['signed-out', 'ada@example.com', '192.0.2.2'],
    ['password-changed', 'ada@example.com', '192.0.2.2'],
    ['signed-in', 'ada@example.com', '192.0.2.1'],
    ['sign-in-failed', 'nobody@example.com', '192.0.2.1'],
    ['sign-in-failed', 'ada@example.com', '192.0.2.1'],
    ['set-up', 'ada@example.com', '192.0.2.1'],
  ]);
  expect(events[2]?.sessionId).toBe(sessionId);
  expect(JSON.stringify(events)).not.toContain('password"');
  expect(JSON.stringify(events)).not.toContain(PASSWORD);
  const older = await listSignInEvents('ada@example.com', 2, events[1]?.id ?? 0);
  expect(older.map(({ kind }) => kind)).toEqual(['signed-in', 'sign-in-failed']);
});

it('keeps a bounded number of failed sign-ins, and all of everything else', async () => {
  await recordSignInEvent({ kind: 'set-up', email: 'ada@example.com', from: null });
  const open = await database();
  const row = { kind: 'sign-in-failed', email: '', from_address: null, session_id: null, by_email: null };
  const rows = Array.from({ length: 100 }, (_, index) => ({
    ...row,
    at: new Date(Date.now() + index).toISOString(),
  }));
  for (let hundred = 0; hundred < 101; hundred += 1)
    await open.insertInto('sign_in_events').values(rows).execute();
  await recordSignInEvent({ kind: 'sign-in-failed', email: 'last@example.com', from: null });
  const kept = await listSignInEvents(null, 20_000, null);
  expect(kept).toHaveLength(10_001);
  expect([kept.at(0)?.email, kept.at(-1)?.kind]).toEqual(['last@example.com', 'set-up']);
});

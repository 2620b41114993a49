import { beforeEach, describe, expect, it } from 'vitest';
import { database } from '@/lib/db/database';
import {
  beginSecondFactor,
  changePassword,
  confirmSecondFactor,
  removeSecondFactor,
  signInMeansOf,
} from './account';
import { changePerson } from './administer';
import { dropSecondFactor } from './account-of-others';
import { hashPassword } from './password';
import { setPassword } from './people';
import { endSessions, listSessions, sessionOf } from './session';
import { signIn, signInWithCode } from './sign-in';
import { addPerson, browserAfter, headersAfter, PASSWORD, peopleWorld } from './testing/people-world';
import { totp } from './testing/totp';

peopleWorld();

let ada: Awaited<ReturnType<typeof addPerson>>;
let browser: Headers;

beforeEach(async () => {
  ada = await addPerson('ada@example.com');
  browser = browserAfter(await signIn({ email: ada.email, password: PASSWORD }, new Headers()));
});

const NEXT = 'another horse, no battery';

function browserWith(outcome: { kind: string; cookies?: string[] }): Headers {
  return headersAfter(new Headers((outcome.cookies ?? []).map((cookie) => ['set-cookie', cookie])), browser);
}

describe('changing the password', () => {
  it('ends all sessions but gives this browser a new one', async () => {
    const elsewhere = browserAfter(await signIn({ email: ada.email, password: PASSWORD }, new Headers()));
    const outcome = await changePassword(ada, { current: PASSWORD, wanted: NEXT }, browser);
    expect(outcome.kind).toBe('done');
    expect([await sessionOf(elsewhere), await sessionOf(browser)]).toEqual([null, null]);
    expect(await sessionOf(browserWith(outcome))).toMatchObject({ personId: ada.id });
    expect(await signIn({ email: ada.email, password: NEXT }, new Headers())).toMatchObject({
      kind: 'signed-in',
    });
  });

  it('ends a sign-in with the old one that began before and is not over', async () => {
    const inFlight = signIn({ email: ada.email, password: PASSWORD }, new Headers());
    // Hashing takes as long as checking the old one does, which begins a little later.
    await setPassword(await database(), ada.id, await hashPassword(NEXT));
    await inFlight;
    expect(await listSessions(ada.id)).toEqual([]);
  });

  it('and whatever else ends all sessions ends a sign-in that only lacks the second factor', async () => {
    const begun = await beginSecondFactor(ada, PASSWORD, browser);
    if (begun.kind !== 'begun') throw new Error(`It was ${begun.kind}.`);
    browser = browserWith(await confirmSecondFactor(ada, totp(begun.secret), browser));
    let password = PASSWORD;
    const ends = [
      () => changePassword(ada, { current: PASSWORD, wanted: NEXT }, browser).then(() => (password = NEXT)),
      () => endSessions({ personId: ada.id }),
      () => endSessions('all'),
      () =>
        changePerson(ada.id, { isDisabled: true }).then(() => changePerson(ada.id, { isDisabled: false })),
      async () => setPassword(await database(), ada.id, await hashPassword(PASSWORD)),
    ];
    for (const [index, end] of ends.entries()) {
      const waiting = browserAfter(await signIn({ email: ada.email, password }, new Headers()));
      await end();
      const code = begun.backupCodes[index] ?? '';
      expect([index, await signInWithCode(code, waiting)]).toEqual([index, { kind: 'wrong' }]);
    }
  });

  it('requires the current password and a strong new one, and limits guesses', async () => {
    expect(await changePassword(ada, { current: PASSWORD, wanted: 'password1234' }, browser)).toEqual({
      kind: 'weak',
      weakness: 'well-known',
    });
    for (let attempt = 0; attempt < 5; attempt += 1)
      expect(await changePassword(ada, { current: 'not the password', wanted: NEXT }, browser)).toEqual({
        kind: 'wrong',
      });
    expect(await changePassword(ada, { current: PASSWORD, wanted: NEXT }, browser)).toMatchObject({
      kind: 'throttled',
    });
  });
});

describe('a second factor', () => {
  async function begin() {
    const begun = await beginSecondFactor(ada, PASSWORD, browser);
    if (begun.kind !== 'begun') throw new Error(`It was ${begun.kind}.`);
    return begun;
  }

  it('takes effect only after a code is confirmed, and then ends the other sessions', async () => {
    expect(await beginSecondFactor(ada, 'not the password', browser)).toEqual({ kind: 'wrong' });
    const { secret, uri, backupCodes } = await begin();
    expect(uri).toContain('otpauth://totp/Sluice:ada%40example.com?');
    expect(new Set(backupCodes).size).toBe(10);
    expect(await confirmSecondFactor(ada, '000000', browser)).toEqual({ kind: 'wrong' });
    expect(await signInMeansOf(ada.id)).toEqual({ password: true, secondFactor: false });

    const elsewhere = browserAfter(await signIn({ email: ada.email, password: PASSWORD }, new Headers()));
    const code = totp(secret);
    const confirmed = await confirmSecondFactor(ada, code, browser);
    browser = browserWith(confirmed);
    expect(await sessionOf(browser)).toMatchObject({ personId: ada.id });
    expect(await sessionOf(elsewhere)).toBeNull();
    expect(await signInMeansOf(ada.id)).toEqual({ password: true, secondFactor: true });
    const waiting = browserAfter(await signIn({ email: ada.email, password: PASSWORD }, new Headers()));
    // The code that confirmed it is used up.
    expect(await signInWithCode(code, waiting)).toEqual({ kind: 'wrong' });
    expect(await signInWithCode(totp(secret, 1), waiting)).toMatchObject({ kind: 'signed-in' });
  });

  it('ends a sign-in with the password alone that began before and is not over', async () => {
    const { secret } = await begin();
    const inFlight = signIn({ email: ada.email, password: PASSWORD }, new Headers());
    const confirmed = browserWith(await confirmSecondFactor(ada, totp(secret), browser));
    // Where it was faster, its session has ended.
    const outcome = await inFlight;
    const session = outcome.kind === 'signed-in' ? await sessionOf(browserWith(outcome)) : null;
    expect(['signed-in', 'throttled', 'second-factor']).toContain(outcome.kind);
    expect(session).toBeNull();
    expect(await listSessions(ada.id)).toHaveLength(1);
    expect(await sessionOf(confirmed)).toMatchObject({ personId: ada.id });
  });

  it('is removed with the password, or by an admin, which ends the sessions', async () => {
    const { secret } = await begin();
    browser = browserWith(await confirmSecondFactor(ada, totp(secret), browser));
    const removed = await removeSecondFactor(ada, PASSWORD, browser);
    expect(removed.kind).toBe('done');
    browser = browserWith(removed);
    expect(await signInMeansOf(ada.id)).toMatchObject({ secondFactor: false });

    const again = await begin();
    browser = browserWith(await confirmSecondFactor(ada, totp(again.secret), browser));
    await dropSecondFactor(ada.id);
    expect(await sessionOf(browser)).toBeNull();
    expect(await signIn({ email: ada.email, password: PASSWORD }, new Headers())).toMatchObject({
      kind: 'signed-in',
    });
  });
});

import { beforeEach, describe, expect, it, vi } from 'vitest';
import { database } from '@/lib/db/database';
import { engine } from './engine';
import { listSessions, sessionOf, SESSION_COOKIE } from './session';
import { listSignInEvents } from './sign-in-events';
import { signIn, signInWithCode, signOut } from './sign-in';
import { addPerson, browserAfter, PASSWORD, peopleWorld } from './testing/people-world';
import { totp } from './testing/totp';

peopleWorld();
let personId = '';

beforeEach(async () => {
  personId = (await addPerson('ada@example.com')).id;
});

const from = (address: string) => new Headers({ 'x-forwarded-for': address });
const ada = { email: 'ada@example.com', password: PASSWORD };

describe('signing in with a password', () => {
  it('gives a new session each time, and ends the one this browser had', async () => {
    const first = browserAfter(await signIn(ada, from('192.0.2.1')));
    const second = browserAfter(await signIn(ada, first), first);
    expect(second.get('cookie')).not.toBe(first.get('cookie'));
    expect(await sessionOf(first)).toBeNull();
    expect(await sessionOf(second)).toMatchObject({ personId });
    expect(await listSessions()).toHaveLength(1);
  });

  it('takes over no session that somebody else chose', async () => {
    const fixed = new Headers({ cookie: `${SESSION_COOKIE}=chosen.by-somebody-else` });
    const after = browserAfter(await signIn(ada, fixed), fixed);
    expect(after.get('cookie')).not.toContain('chosen');
    expect(await sessionOf(fixed)).toBeNull();
  });

  it('is over after signing out, also for whoever has kept the cookie', async () => {
    const kept = browserAfter(await signIn(ada, from('192.0.2.1')));
    const cookies = await signOut(kept);
    expect(cookies.join()).toContain('Max-Age=0');
    expect(await sessionOf(kept)).toBeNull();
  });

  it('says the same of a wrong password, an unknown address and a disabled person', async () => {
    await addPerson('off@example.com');
    await (
      await database()
    )
      .updateTable('people')
      .set({ disabled_at: new Date().toISOString() })
      .where('email', '=', 'off@example.com')
      .execute();
    for (const typed of [
      { ...ada, password: 'not the password' },
      { ...ada, email: 'nobody@example.com' },
      { ...ada, email: 'off@example.com' },
      { ...ada, email: 'not an address' },
    ])
      expect(await signIn(typed, from('192.0.2.1'))).toEqual({ kind: 'wrong' });
  });

  it('takes as long for an unknown address as for a wrong password', async () => {
    const millisFor = async (email: string): Promise<number> => {
      const started = performance.now();
      await signIn({ email, password: 'not the password' }, from(email));
      return performance.now() - started;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const email = `known${round}@example.com`;
      await addPerson(email);
      known.push(await millisFor(email));
      unknown.push(await millisFor(`unknown${round}@example.com`));
    }
    const least = (times: number[]) => Math.min(...times);
    // Argon2 takes tens of milliseconds, everything else a few; a busy machine more.
    expect(least(unknown)).toBeGreaterThan(least(known) / 4);
    expect(least(known)).toBeGreaterThan(least(unknown) / 4);
  });
});

describe('failed sign-ins', () => {
  const wrong = { ...ada, password: 'not the password' };

  it('of one account are paused, longer each time, from wherever they come; a good one ends that', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1)
      expect(await signIn(wrong, from(`192.0.2.${attempt}`))).toEqual({ kind: 'wrong' });
    const paused = await signIn(ada, from('192.0.2.99'));
    expect(paused).toEqual({ kind: 'throttled', seconds: 1 });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1100 });
    expect(await signIn(wrong, from('192.0.2.6'))).toEqual({ kind: 'wrong' });
    expect(await signIn(ada, from('192.0.2.7'))).toEqual({ kind: 'throttled', seconds: 2 });
    vi.setSystemTime(Date.now() + 2100);
    expect(await signIn(ada, from('192.0.2.8'))).toMatchObject({ kind: 'signed-in' });
    expect(await signIn(wrong, from('192.0.2.9'))).toEqual({ kind: 'wrong' });
    vi.useRealTimers();
  });

  it('are limited the same when sent concurrently', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, index) => signIn(wrong, from(`192.0.2.${index}`))),
    );
    expect(outcomes.filter(({ kind }) => kind === 'wrong')).toHaveLength(5);
  });

  it('from one address are paused, whoever they are for; another address is not', async () => {
    for (let attempt = 0; attempt < 20; attempt += 1)
      await signIn({ ...wrong, email: `nobody${attempt}@example.com` }, from('198.51.100.7'));
    expect(await signIn(ada, from('198.51.100.7'))).toMatchObject({ kind: 'throttled' });
    expect(await signIn(ada, from('198.51.100.8'))).toMatchObject({ kind: 'signed-in' });
  });

  it('from one address still count after a successful sign-in, which is not counted', async () => {
    for (let attempt = 0; attempt < 25; attempt += 1)
      expect(await signIn(ada, from('198.51.100.9'))).toMatchObject({ kind: 'signed-in' });
    for (let attempt = 0; attempt < 20; attempt += 1) {
      if (attempt === 10) await signIn(ada, from('198.51.100.9'));
      await signIn({ ...wrong, email: `nobody${attempt}@example.com` }, from('198.51.100.9'));
    }
    expect(await signIn(ada, from('198.51.100.9'))).toMatchObject({ kind: 'throttled' });
  });

  it('from one network of IPv6 are paused, whichever of its addresses they come from', async () => {
    for (let attempt = 0; attempt < 20; attempt += 1)
      await signIn({ ...wrong, email: `nobody${attempt}@example.com` }, from(`2001:db8:0:7:${attempt}::1`));
    expect(await signIn(ada, from('2001:0db8::7:0:0:0:ffff'))).toMatchObject({ kind: 'throttled' });
    expect(await signIn(ada, from('2001:db8:0:8::1'))).toMatchObject({ kind: 'signed-in' });
  });

  it('with what is no address leave nothing behind but a count of where they come from', async () => {
    for (let attempt = 0; attempt < 3; attempt += 1)
      await signIn({ ...wrong, email: `my-password-${attempt}` }, from('192.0.2.1'));
    const open = await database();
    expect(await open.selectFrom('sign_in_throttle').select('failures').execute()).toEqual([{ failures: 3 }]);
    expect((await listSignInEvents(null, 10, null)).map(({ email }) => email)).toEqual(['', '', '']);
  });

  it('of an unknown account are paused as those of a known one', async () => {
    const nobody = { ...wrong, email: 'nobody@example.com' };
    const kinds = async (typed: typeof ada) => {
      const outcomes = [];
      for (let attempt = 0; attempt < 6; attempt += 1)
        outcomes.push(await signIn(typed, from(`203.0.113.${attempt}`)));
      return outcomes;
    };
    expect(await kinds(nobody)).toEqual(await kinds(wrong));
  });
});

/** A browser that waits for the second factor of somebody, which is turned on for that. */
async function twoFactorOf(email: string): Promise<Headers> {
  const { api } = await engine();
  const typed = { email, password: PASSWORD };
  const browser = browserAfter(await signIn(typed, new Headers()));
  const enabled = await api.enableTwoFactor({ body: { password: PASSWORD }, headers: browser });
  if (enabled.method !== 'totp') throw new Error('It is no TOTP.');
  const secret = new URL(enabled.totpURI).searchParams.get('secret') ?? '';
  await api.verifyTOTP({ body: { code: totp(secret) }, headers: browser });
  return browserAfter(await signIn(typed, new Headers()));
}

describe('the second factor', () => {
  let backupCodes: string[] = [];
  let secret = '';

  beforeEach(async () => {
    const signedIn = browserAfter(await signIn(ada, from('192.0.2.1')));
    const { api } = await engine();
    const enabled = await api.enableTwoFactor({ body: { password: PASSWORD }, headers: signedIn });
    if (enabled.method !== 'totp') throw new Error('It is no TOTP.');
    ({ backupCodes } = enabled);
    secret = new URL(enabled.totpURI).searchParams.get('secret') ?? '';
    await api.verifyTOTP({ body: { code: totp(secret) }, headers: signedIn });
  });

  it('is needed after the password, which alone opens nothing', async () => {
    const outcome = await signIn(ada, from('192.0.2.1'));
    expect(outcome.kind).toBe('second-factor');
    const waiting = browserAfter(outcome);
    expect(waiting.get('cookie')).toMatch(/^__Host-sluice-second-factor=[^;]+$/);
    expect(await sessionOf(waiting)).toBeNull();
    const done = browserAfter(await signInWithCode(totp(secret), waiting), waiting);
    expect(await sessionOf(done)).toMatchObject({ personId });
  });

  it('accepts a code once, also of two at the same time', async () => {
    const code = totp(secret);
    const browsers = [
      browserAfter(await signIn(ada, new Headers())),
      browserAfter(await signIn(ada, new Headers())),
    ];
    const outcomes = await Promise.all(browsers.map((browser) => signInWithCode(code, browser)));
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['signed-in', 'wrong']);
    const again = browserAfter(await signIn(ada, new Headers()));
    const before = (await listSessions()).length;
    expect(await signInWithCode(code, again)).toEqual({ kind: 'wrong' });
    expect(await listSessions()).toHaveLength(before);
    // It is not over for this browser: the next code is good.
    expect(await signInWithCode(totp(secret, 1), again)).toMatchObject({ kind: 'signed-in' });
  });

  it('accepts a backup code once', async () => {
    const [code = ''] = backupCodes;
    const first = browserAfter(await signIn(ada, new Headers()));
    expect(await signInWithCode(code, first)).toMatchObject({ kind: 'signed-in' });
    const second = browserAfter(await signIn(ada, new Headers()));
    expect(await signInWithCode(code, second)).toEqual({ kind: 'wrong' });
  });

  it('ends the try after five wrong codes, and asks for the password again', async () => {
    const waiting = browserAfter(await signIn(ada, new Headers()));
    for (let attempt = 0; attempt < 5; attempt += 1)
      expect(await signInWithCode(`00000${attempt}`, waiting)).toEqual({ kind: 'wrong' });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1100 });
    expect(await signInWithCode(totp(secret), waiting)).toEqual({ kind: 'wrong' });
    vi.useRealTimers();
  });

  it('is paused after wrong codes, of which a new try with the password makes no new ones', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const waiting = browserAfter(await signIn(ada, from(`192.0.2.${attempt}`)));
      waiting.set('x-forwarded-for', `192.0.2.${attempt}`);
      expect(await signInWithCode(`00000${attempt}`, waiting)).toEqual({ kind: 'wrong' });
    }
    // A right password alone does not make its account trusted again either.
    expect(await signIn(ada, from('192.0.2.99'))).toMatchObject({ kind: 'throttled' });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1100 });
    const again = browserAfter(await signIn(ada, from('192.0.2.99')));
    expect(await signInWithCode('000009', again)).toEqual({ kind: 'wrong' });
    expect(await signInWithCode(totp(secret), again)).toMatchObject({ kind: 'throttled' });
    vi.setSystemTime(Date.now() + 3000);
    expect(await signInWithCode(totp(secret), again)).toMatchObject({ kind: 'signed-in' });
    vi.useRealTimers();
  });

  it('takes a code for whoever is waiting, whatever a header hides from one of two readers', async () => {
    const code = totp(secret);
    const [first, second] = [
      browserAfter(await signIn(ada, new Headers())),
      browserAfter(await signIn(ada, new Headers())),
    ];
    expect(await signInWithCode(code, first)).toMatchObject({ kind: 'signed-in' });
    await addPerson('eve@example.com');
    const eve = await twoFactorOf('eve@example.com');
    const hidden = (second.get('cookie') ?? '').replace('=', ' =');
    const both = new Headers({ cookie: `${hidden}; ${eve.get('cookie')}` });
    expect(await signInWithCode(code, both)).toEqual({ kind: 'wrong' });
    expect(await sessionOf(second)).toBeNull();
  });

  it('is not readable in the database', async () => {
    const [row] = await (await database()).selectFrom('two_factors').selectAll().execute();
    expect(row?.verified).toBe(1);
    expect(row?.secret).not.toContain(secret);
    for (const code of backupCodes) expect(row?.backup_codes).not.toContain(code);
  });
});

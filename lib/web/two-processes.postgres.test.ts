import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptLink } from '@/lib/auth/accept-link';
import { beginSecondFactor, confirmSecondFactor } from '@/lib/auth/account';
import { forgetEngine } from '@/lib/auth/engine';
import { forgetOidcSettings } from '@/lib/auth/oidc-settings';
import { createLink } from '@/lib/auth/one-time-links';
import { beginProviderSignIn } from '@/lib/auth/provider-sign-in';
import { sessionOf } from '@/lib/auth/session';
import { signIn, signInWithCode } from '@/lib/auth/sign-in';
import { addPerson, browserAfter, headersAfter, PASSWORD } from '@/lib/auth/testing/people-world';
import { CLIENT, passProvider, startProvider } from '@/lib/auth/testing/provider';
import { totp } from '@/lib/auth/testing/totp';
import { config, forgetConfig } from '@/lib/config';
import { database } from '@/lib/db/database';
import { signInKey } from '@/lib/db/sign-in-key';
import { dataFolder } from '@/lib/db/testing/data-folder';
import { listSavedViews, saveView } from '@/lib/listeners/list/saved-views';
import { localActor, noLimits } from '@/lib/model/actor';
import { createPlan, editPlan, readPlan } from '@/lib/plans/store';
import { connectTo } from '@/lib/slb/testing/connection';
import { forkOtherProcess } from './testing/other-process';

/** This process and another one, as browsers behind a proxy meet them. */

dataFolder('file');
const grace = { email: 'grace@example.com', email_verified: true, name: 'Grace', groups: ['network'] };
const local = localActor(null);
let provider: Awaited<ReturnType<typeof startProvider>>;
let other: Awaited<ReturnType<typeof forkOtherProcess>>;

beforeAll(async () => {
  connectTo(4170);
  provider = await startProvider('https://sluice.example/sign-in/callback/oidc', { grace });
  process.env['SLUICE_URL'] = 'https://sluice.example';
  process.env['SLUICE_OIDC_ISSUER'] = provider.issuer;
  process.env['SLUICE_OIDC_CLIENT_ID'] = CLIENT.id;
  process.env['SLUICE_OIDC_CLIENT_SECRET'] = CLIENT.secret;
  process.env['SLUICE_OIDC_ROLES'] = 'network=operator';
  forgetConfig();
  forgetOidcSettings();
  forgetEngine();
  other = await forkOtherProcess();
});

afterAll(async () => {
  await other.stop();
  provider.stop();
  forgetEngine();
});

const from = (address: string) => ({ 'x-forwarded-for': address });
const pairsOf = (headers: Headers) => Object.fromEntries(headers);
const typedOf = (email: string, password = PASSWORD) => ({ email, password });

describe('two processes of one database', () => {
  it('share one key, that of the first one that has a file, and leave none in the data folder', async () => {
    const open = await database();
    const path = join(config().dataDir, 'sign-in.key');
    const keys = await Promise.all([signInKey(), other.tell('signInKey'), signInKey()]);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[\w-]{43}$/);
    expect(existsSync(path)).toBe(false);

    // As of an installation whose embedded database was moved by hand.
    await open.deleteFrom('sign_in_key').execute();
    writeFileSync(path, 'the-key-of-the-folder\n');
    expect(await signInKey()).toBe('the-key-of-the-folder');
    // Once it is there, a file says nothing.
    writeFileSync(path, 'the-key-of-another-folder\n');
    expect([await signInKey(), await other.tell('signInKey')]).toEqual(
      keys.slice(1).fill('the-key-of-the-folder'),
    );
    rmSync(path);
  });

  it('have the same sessions: a sign-in here is one there, and so is its end', async () => {
    await addPerson('ada@example.com');
    const browser = browserAfter(await signIn(typedOf('ada@example.com'), new Headers()));
    expect(await other.tell('personOf', pairsOf(browser))).toBe('ada@example.com');
    await other.tell('signOut', pairsOf(browser));
    expect(await sessionOf(browser)).toBeNull();
  });

  it('count failed sign-ins together', async () => {
    await addPerson('ben@example.com');
    const wrong = typedOf('ben@example.com', 'not the password');
    const outcomes = await Promise.all([
      ...[1, 2, 3].map((number) => signIn(wrong, new Headers(from(`192.0.2.${number}`)))),
      ...[4, 5].map((number) => other.tell('signIn', wrong, from(`192.0.2.${number}`))),
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(outcomes.map(() => 'wrong'));
    const open = await database();
    const counts = open.selectFrom('sign_in_throttle').select('failures');
    expect((await counts.execute()).map(({ failures }) => failures)).toContain(5);
    // The first pause is a second, which a busy machine needs for less.
    await open
      .updateTable('sign_in_throttle')
      .set({ blocked_until: '2999-01-01T00:00:00.000Z' })
      .where('failures', '=', 5)
      .execute();
    for (const outcome of [
      await signIn(typedOf('ben@example.com'), new Headers(from('198.51.100.1'))),
      await other.tell('signIn', typedOf('ben@example.com'), from('198.51.100.2')),
    ])
      expect(outcome).toMatchObject({ kind: 'throttled' });
  });

  it('ask for a second factor that was set up at the other, and accept its code once', async () => {
    const eve = await addPerson('eve@example.com');
    const typed = typedOf('eve@example.com');
    const signedIn = browserAfter(await signIn(typed, new Headers()));
    const begun = await beginSecondFactor(eve, PASSWORD, signedIn);
    if (begun.kind !== 'begun') throw new Error(`It was ${begun.kind}.`);
    await confirmSecondFactor(eve, totp(begun.secret), signedIn);

    const waiting = [
      browserAfter(await other.tell('signIn', typed, {})),
      browserAfter(await signIn(typed, new Headers())),
    ] as const;
    const code = totp(begun.secret, 1);
    const outcomes = await Promise.all([
      // Each finishes where the other began.
      signInWithCode(code, waiting[0]),
      other.tell('signInWithCode', code, pairsOf(waiting[1])),
    ]);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['signed-in', 'wrong']);
  });

  it('open each other’s one-time links, once', async () => {
    const link = {
      purpose: 'invitation',
      email: 'dan@example.com',
      role: 'viewer',
      limits: noLimits,
    } as const;
    const token = await createLink({ ...link, createdBy: null });
    const typed = { email: '', name: 'Dan', password: 'another horse, no battery' };
    const outcomes = await Promise.all([acceptLink(token, typed), other.tell('acceptLink', token, typed)]);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['done', 'gone']);
  });

  it('finish a sign-in with the provider that the other one began', async () => {
    const begun = await beginProviderSignIn('/runs', new Headers());
    if (begun.kind !== 'begun') throw new Error(`It was ${begun.kind}.`);
    const waiting = headersAfter(new Headers(begun.cookies.map((cookie) => ['set-cookie', cookie])));
    const back = await passProvider(begun.location, 'grace');
    const { location, cookies } = await other.tell('finishProviderSignIn', back.href, pairsOf(waiting));
    expect(location).toBe('/runs');
    const browser = headersAfter(new Headers(cookies.map((cookie) => ['set-cookie', cookie])));
    expect(await sessionOf(browser)).toMatchObject({ name: 'grace@example.com', role: 'operator' });
  });

  it('show each other’s plans and views, and reject an edit of a version that is gone', async () => {
    const created = await createPlan([{ ListenerPort: '80' }], { name: 'Night', requester: local });
    if (!created.ok) throw new Error(created.problem);
    const { planId } = created;
    const edit = [{ kind: 'set', rows: [{ id: 1, cells: { ListenerPort: '81' } }] }] as const;
    expect(await other.tell('editPlan', planId, 1, edit)).toMatchObject({ ok: true });
    expect((await readPlan(planId, local))?.rows[0]?.cells.ListenerPort).toBe('81');
    expect(await editPlan(planId, 1, edit, local)).toMatchObject({ ok: false });

    await saveView(local, { name: 'here', query: 'q=a' });
    expect(await other.tell('saveView', { name: 'here', query: 'q=b' })).toMatchObject({
      problem: 'name-taken',
    });
    expect(await other.tell('saveView', { name: 'there', query: 'q=b' })).toMatchObject({ ok: true });
    expect((await listSavedViews(local)).map(({ name }) => name)).toEqual(await other.tell('viewNames'));
  });
});

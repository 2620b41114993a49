import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetConfig } from '@/lib/config';
import { database } from '@/lib/db/database';
import { forgetEngine } from './engine';
import { forgetOidcSettings } from './oidc-settings';
import { savePreference } from './preferences';
import { beginProviderSignIn, finishProviderSignIn } from './provider-sign-in';
import { listSessions, sessionOf } from './session';
import { signIn } from './sign-in';
import { addPerson, browserAfter, headersAfter, PASSWORD, peopleWorld } from './testing/people-world';
import { CLIENT, passProvider, startProvider } from './testing/provider';

peopleWorld();

const people: Record<string, Record<string, unknown>> = {};
let provider: Awaited<ReturnType<typeof startProvider>>;

beforeAll(async () => {
  provider = await startProvider('https://sluice.example/sign-in/callback/oidc', people);
});
afterAll(() => provider.stop());

beforeEach(() => {
  vi.stubEnv('SLUICE_OIDC_ISSUER', provider.issuer);
  vi.stubEnv('SLUICE_OIDC_CLIENT_ID', CLIENT.id);
  vi.stubEnv('SLUICE_OIDC_CLIENT_SECRET', CLIENT.secret);
  vi.stubEnv('SLUICE_OIDC_ROLES', 'network=operator,leads=admin');
  forgetConfig();
  forgetOidcSettings();
  forgetEngine();
  people['grace'] = { email: 'grace@example.com', email_verified: true, name: 'Grace', groups: ['network'] };
});

/** Signs in as a browser does. Returns its headers and where it ends. */
async function signInAs(login: string, browser = new Headers()) {
  const begun = await beginProviderSignIn('/runs', browser);
  if (begun.kind !== 'begun') throw new Error(`It was ${begun.kind}.`);
  const waiting = headersAfter(setCookieHeaders(begun.cookies), browser);
  const back = await passProvider(begun.location, login);
  const answer = await finishProviderSignIn(new Request(back, { headers: waiting }));
  return {
    begun,
    back,
    waiting,
    location: answer.headers.get('location') ?? '',
    browser: headersAfter(answer.headers, waiting),
  };
}

function setCookieHeaders(cookies: readonly string[]): Headers {
  return new Headers(cookies.map((cookie) => ['set-cookie', cookie]));
}

describe('signing in with a provider', () => {
  it('makes a person with the role of their groups, and leads to where they wanted', async () => {
    const { begun, location, browser } = await signInAs('grace');
    expect(new URL(begun.location).searchParams.get('code_challenge_method')).toBe('S256');
    expect(location).toBe('/runs');
    expect(await sessionOf(browser)).toMatchObject({ name: 'grace@example.com', role: 'operator' });
    const accounts = await (await database()).selectFrom('accounts').selectAll().execute();
    expect(accounts).toMatchObject([
      {
        provider_id: 'oidc',
        account_id: 'grace',
        password: null,
        access_token: null,
        refresh_token: null,
        id_token: null,
      },
    ]);
  });

  it('gives the role that the groups give now, and what the user has chosen', async () => {
    const before = await sessionOf((await signInAs('grace')).browser);
    await savePreference(before?.personId ?? '', { name: 'sluice-theme', value: 'dark' });
    people['grace'] = { ...people['grace'], groups: ['network', 'leads'], name: 'Grace H.' };
    const { browser } = await signInAs('grace');
    expect(browser.get('cookie')).toContain('sluice-theme=dark');
    expect(await sessionOf(browser)).toMatchObject({ role: 'admin' });
    expect(await (await database()).selectFrom('people').select(['name']).execute()).toEqual([
      { name: 'Grace H.' },
    ]);
  });

  it('gives no access without a group that has a role, at first or later', async () => {
    people['grace'] = { ...people['grace'], groups: ['elsewhere'] };
    expect((await signInAs('grace')).location).toMatch(/^\/sign-in\?error=no_role/);
    expect(await (await database()).selectFrom('people').selectAll().execute()).toEqual([]);
    people['grace'] = { ...people['grace'], groups: ['network'] };
    await signInAs('grace');
    people['grace'] = { ...people['grace'], groups: [] };
    const { location, browser } = await signInAs('grace');
    expect(location).toMatch(/^\/sign-in\?error=no_role/);
    expect(await sessionOf(browser)).toBeNull();
  });

  it('ends the sessions of a user who left the groups, and not those of another with the same address', async () => {
    const { browser } = await signInAs('grace');
    people['eve'] = { ...people['grace'], groups: [] };
    await signInAs('eve');
    expect(await sessionOf(browser)).not.toBeNull();
    people['grace'] = { ...people['grace'], groups: [] };
    await signInAs('grace');
    expect(await sessionOf(browser)).toBeNull();
  });

  it('leaves the last admin the role, whatever the groups are', async () => {
    people['grace'] = { ...people['grace'], groups: ['leads'] };
    await signInAs('grace');
    people['grace'] = { ...people['grace'], groups: ['network'] };
    expect(await sessionOf((await signInAs('grace')).browser)).toMatchObject({ role: 'admin' });
    await addPerson('ada@example.com', 'admin');
    expect(await sessionOf((await signInAs('grace')).browser)).toMatchObject({ role: 'operator' });
  });

  it('does not take over a user with the same address', async () => {
    await addPerson('grace@example.com', 'admin');
    const { location, browser } = await signInAs('grace');
    expect(location).toMatch(/^\/sign-in\?error=/);
    expect(await sessionOf(browser)).toBeNull();
    expect(await listSessions()).toEqual([]);
  });

  it('does not sign in a disabled user', async () => {
    await signInAs('grace');
    await (await database()).updateTable('people').set({ disabled_at: new Date().toISOString() }).execute();
    const { location, browser } = await signInAs('grace');
    expect(location).toMatch(/^\/sign-in\?error=/);
    expect(await sessionOf(browser)).toBeNull();
  });

  it('accepts an answer once, and only in the browser that asked', async () => {
    const { back, waiting } = await signInAs('grace');
    const again = await finishProviderSignIn(new Request(back, { headers: waiting }));
    expect(again.headers.get('location')).toMatch(/^\/sign-in\?error=/);
    const begun = await beginProviderSignIn('/runs', new Headers());
    if (begun.kind !== 'begun') throw new Error(`It was ${begun.kind}.`);
    const other = await passProvider(begun.location, 'grace');
    const elsewhere = await finishProviderSignIn(new Request(other));
    expect(elsewhere.headers.get('location')).toMatch(/^\/sign-in\?error=/);
    expect(elsewhere.headers.getSetCookie().join()).not.toContain('sluice-session=');
  });

  it('is begun by one address a few times at most, unless it succeeds', async () => {
    const here = new Headers({ 'x-forwarded-for': '192.0.2.1' });
    for (let time = 0; time < 20; time += 1)
      expect(await beginProviderSignIn('/runs', here)).toMatchObject({ kind: 'begun' });
    expect(await beginProviderSignIn('/runs', here)).toEqual({ kind: 'throttled', seconds: 1 });
    const elsewhere = new Headers();
    for (let time = 0; time < 19; time += 1) await beginProviderSignIn('/runs', elsewhere);
    await signInAs('grace');
    expect(await beginProviderSignIn('/runs', elsewhere)).toMatchObject({ kind: 'begun' });
  });

  it('ends the session that this browser had', async () => {
    await addPerson('ada@example.com');
    const before = browserAfter(
      await signIn({ email: 'ada@example.com', password: PASSWORD }, new Headers()),
    );
    const { browser } = await signInAs('grace', before);
    expect(await sessionOf(before)).toBeNull();
    expect(await sessionOf(browser)).toMatchObject({ name: 'grace@example.com' });
  });
});

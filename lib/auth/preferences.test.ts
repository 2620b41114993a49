import { expect, it } from 'vitest';
import { exchangePreferences, savePreference } from './preferences';
import { signIn, signInWithCode } from './sign-in';
import { beginSecondFactor, confirmSecondFactor } from './account';
import { addPerson, browserAfter, headersAfter, PASSWORD, peopleWorld } from './testing/people-world';
import { totp } from './testing/totp';

peopleWorld();

const dark = { name: 'sluice-theme', value: 'dark' };

it('follows a person to the next browser in which they sign in, with and without a second factor', async () => {
  const ada = await addPerson('ada@example.com');
  const grace = await addPerson('grace@example.com');
  await savePreference(ada.id, { ...dark, value: 'light' });
  await savePreference(ada.id, dark);
  await savePreference(ada.id, { name: 'sluice-list-columns', value: 'port,status' });
  const elsewhere = new Headers({ cookie: 'sluice-theme=light; sluice-locale=zh-CN' });
  const cookiesOf = (headers: Headers) => headers.get('cookie');
  const browser = browserAfter(await signIn({ email: ada.email, password: PASSWORD }, elsewhere), elsewhere);
  expect(cookiesOf(browser)).toContain('sluice-theme=dark; sluice-locale=zh-CN');
  expect(cookiesOf(browser)).toContain('sluice-list-columns=port%2Cstatus');
  const other = browserAfter(await signIn({ email: grace.email, password: PASSWORD }, elsewhere), elsewhere);
  expect(cookiesOf(other)).toContain('sluice-theme=light');

  const begun = await beginSecondFactor(ada, PASSWORD, browser);
  if (begun.kind !== 'begun') throw new Error(`It was ${begun.kind}.`);
  await confirmSecondFactor(ada, totp(begun.secret), browser);
  const waiting = browserAfter(await signIn({ email: ada.email, password: PASSWORD }, new Headers()));
  // Nothing about a person before they have proved who they are.
  expect(cookiesOf(waiting)).not.toContain('sluice-theme');
  const signedIn = await signInWithCode(begun.backupCodes[0] ?? '', waiting);
  const cookies = 'cookies' in signedIn ? signedIn.cookies : [];
  const done = headersAfter(new Headers(cookies.map((cookie) => ['set-cookie', cookie])), waiting);
  expect(cookiesOf(done)).toContain('sluice-theme=dark');
});

it('is what the browser says where it was chosen before signing in there, and then holds elsewhere too', async () => {
  const ada = await addPerson('ada@example.com');
  await savePreference(ada.id, dark);
  await savePreference(ada.id, { name: 'sluice-locale', value: 'en' });
  const here = new Headers({
    cookie:
      'sluice-theme=light; sluice-locale=zh-CN; sluice-regions=cn-hangzhou%2Ccn-beijing; sluice-unkept=sluice-theme.sluice-regions.sluice-code.else',
  });
  const browser = browserAfter(await signIn({ email: ada.email, password: PASSWORD }, here), here);
  for (const headers of [
    browser,
    browserAfter(await signIn({ email: ada.email, password: PASSWORD }, new Headers())),
  ]) {
    const cookies = headers.get('cookie');
    expect(cookies).toContain('sluice-theme=light');
    expect(cookies).toContain('sluice-regions=cn-hangzhou%2Ccn-beijing');
    expect(cookies).toContain('sluice-locale=en');
    expect(cookies).not.toContain('sluice-unkept');
  }
});

it.each([
  ['another cookie', { name: '__Host-sluice-session', value: 'x' }],
  ['attributes of a cookie', { name: 'sluice-theme', value: 'dark; Domain=example' }],
  ['more than a cookie holds', { name: 'sluice-regions', value: 'x'.repeat(1001) }],
  ['nothing', null],
])('is not %s', async (_, input) => {
  const { id } = await addPerson('ada@example.com');
  expect(await savePreference(id, input)).toBe(false);
  expect(await exchangePreferences(id, new Headers())).toEqual([]);
});

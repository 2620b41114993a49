import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetConfig } from '../config';
import { dataFolder } from '../db/testing/data-folder';
import { accountRedirect, requestedAccount } from './requested-account';

const folder = dataFolder();

beforeEach(async () => {
  const path = join(folder(), 'accounts.json');
  await writeFile(path, JSON.stringify([{ name: 'production' }, { name: 'staging' }]));
  vi.stubEnv('SLUICE_ACCOUNTS', path);
  forgetConfig();
});

afterEach(() => {
  vi.unstubAllEnvs();
  forgetConfig();
});

it.each([
  ['theme=dark; sluice-account=staging', 'staging'],
  ['sluice-account=retired', null],
  ['other-sluice-account=staging', null],
  ['', null],
])('the cookies %j are about the account %s', (cookie, account) => {
  expect(requestedAccount({ headers: { cookie } })).toBe(account);
});

describe('a link that names an account', () => {
  const opened = (url: string, method = 'GET', dest = 'document') =>
    accountRedirect({ method, url, headers: { 'sec-fetch-dest': dest } });

  it('leads to the same page of that account', () => {
    expect(opened('/listeners?account=staging&q=port:80')).toEqual({
      location: '/listeners?q=port%3A80',
      cookie: expect.stringMatching(/^sluice-account=staging; Path=\/; .*SameSite=Lax$/),
    });
    expect(opened('/runs?account=production')?.location).toBe('/runs');
    expect(opened('/listeners?account=staging&q=a?b')?.location).toBe('/listeners?q=a%3Fb');
  });

  it('never leads to another site', () => {
    expect(opened('//evil.example/?account=staging')?.location).toBe('/evil.example/');
  });

  it('changes nothing for an account that is not known, for other requests, and for "all"', () => {
    expect(opened('/listeners?account=retired')).toBeNull();
    expect(opened('/listeners?account=staging', 'POST')).toBeNull();
    expect(opened('/listeners/find?account=staging', 'GET', 'empty')).toBeNull();
    expect(opened('/activity?account=all')).toBeNull();
  });
});

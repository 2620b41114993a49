import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseAccounts } from './accounts-file';
import { accountNames, config, forgetConfig, inAccount, inEachAccount, ofCurrentAccount } from './config';
import { dataFolder } from './db/testing/data-folder';

const folder = dataFolder();

async function configure(accounts: unknown): Promise<void> {
  const path = join(folder(), 'accounts.json');
  await writeFile(path, JSON.stringify(accounts));
  vi.stubEnv('SLUICE_ACCOUNTS', path);
  forgetConfig();
}

beforeEach(() => vi.stubEnv('SLUICE_SANDBOX_PORT', '4700'));
afterEach(() => {
  vi.unstubAllEnvs();
  forgetConfig();
});

describe('the accounts file', () => {
  it('names accounts, each with what differs from the environment', async () => {
    await configure([{ name: 'production' }, { name: 'staging', sandboxPort: 4701 }]);
    expect(accountNames()).toEqual(['production', 'staging']);
    expect(config()).toMatchObject({ account: 'production', connection: { port: 4700 } });
    inAccount('staging', () =>
      expect(config()).toMatchObject({ account: 'staging', connection: { port: 4701 } }),
    );
  });

  it('says whose credentials an account uses, and which role they are exchanged for', async () => {
    vi.stubEnv('SLUICE_MODE', 'cloud');
    vi.stubEnv('SLUICE_ROLE_ARN', 'acs:ram::1:role/other');
    await configure([
      { name: 'production', profile: 'prod', roleArn: 'acs:ram::2:role/sluice', externalId: 'ours' },
      { name: 'lab', instanceRole: true },
    ]);
    expect(config().connection).toMatchObject({
      source: { from: 'profile', name: 'prod' },
      role: { arn: 'acs:ram::2:role/sluice', externalId: 'ours', sessionName: 'sluice' },
    });
    inAccount('lab', () =>
      expect(config().connection).toMatchObject({ source: { from: 'instance' }, role: null }),
    );
  });

  it('is not needed: one account has no name', () => {
    expect(accountNames()).toEqual([]);
    expect(config().account).toBeNull();
  });

  it.each([
    ['no JSON', '[{"name": "secret', /it is not JSON/],
    ['no account', '[]', /at least one account/],
    ['a name that is none', '[{"name": "Prod/1"}]', /0\.name: must be lowercase/],
    ['two of one name', '[{"name": "a"}, {"name": "a"}]', /each account once/],
    ['an unknown property', '[{"name": "a", "key": "secret"}]', /0: Unrecognized key/],
  ])('with %s is rejected by place, without its values', (_what, text, sentence) => {
    expect(() => parseAccounts(text)).toThrow(sentence);
    expect(() => parseAccounts(text)).not.toThrow(/secret/);
  });
});

describe('the current account', () => {
  beforeEach(() => configure([{ name: 'production' }, { name: 'staging', sandboxPort: 4701 }]));

  it('stays the same in what its work begins, also later and beside another', async () => {
    const seen = await Promise.all(
      ['staging', 'production'].map((name) =>
        inAccount(name, async () => {
          await sleep(5);
          return new Promise((resolve) => setTimeout(() => resolve(config().account), 5));
        }),
      ),
    );
    expect(seen).toEqual(['staging', 'production']);
  });

  it('is the first one for a name that is gone, and outside of any', () => {
    expect(inAccount('retired', () => config().account)).toBe('production');
    expect(config().account).toBe('production');
  });

  it('has what is kept for it alone', () => {
    const kept = new Map<string | null, { owner: string | null }>();
    const own = () => ofCurrentAccount(kept, () => ({ owner: config().account }));
    inEachAccount(() => expect(own()).toBe(own()));
    expect([...kept.values()]).toEqual([{ owner: 'production' }, { owner: 'staging' }]);
  });
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inAccount } from '@/lib/config';
import { onBehalfOf } from '@/lib/slb/on-behalf-of';
import { ACCOUNT, cloudWorld, configure, ROLE_ARN, USER_ARN } from '@/lib/slb/testing/cloud-world';
import { connectionIdentity, unnamedIdentity } from './connection';

const world = cloudWorld();

it('identifies the account of the cloud, whatever key or session signs', async () => {
  expect(await connectionIdentity()).toBe(`cloud ${ACCOUNT}`);
  await world.cloud.addKey('LTAI5tRotated', {
    accessKeySecret: 'rotated',
    accountId: ACCOUNT,
    arn: USER_ARN,
    identityType: 'RAMUser',
  });
  configure({ ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI5tRotated', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'rotated' });
  expect(await connectionIdentity()).toBe(`cloud ${ACCOUNT}`);
  configure({ SLUICE_ROLE_ARN: ROLE_ARN, SLUICE_ROLE_EXTERNAL_ID: 'ours' });
  expect(await connectionIdentity()).toBe(`cloud ${ACCOUNT}`);
});

it('tells another account apart', async () => {
  await world.cloud.addKey('LTAI5tAnother', {
    accessKeySecret: 'another',
    accountId: '2000000000000002',
    arn: 'acs:ram::2000000000000002:user/bob',
    identityType: 'RAMUser',
  });
  configure({ ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI5tAnother', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'another' });
  expect(await connectionIdentity()).toBe('cloud 2000000000000002');
});

it('asks STS once for each key', async () => {
  configure({ ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI5tOnce', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'once' });
  await world.cloud.addKey('LTAI5tOnce', {
    accessKeySecret: 'once',
    accountId: ACCOUNT,
    arn: USER_ARN,
    identityType: 'RAMUser',
  });
  await Promise.all([connectionIdentity(), connectionIdentity()]);
  await connectionIdentity();
  expect(world.cloud.stsCalls).toHaveLength(1);
});

it('is unknown while the account is: without credentials, or if STS does not know the key', async () => {
  configure({ ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI5tUnknown' });
  expect(await connectionIdentity()).toBeNull();
  configure({ ALIBABA_CLOUD_ACCESS_KEY_ID: '' });
  expect(await connectionIdentity()).toBeNull();
});

it('keeps two names for one account apart: they may stand for two roles', async () => {
  const path = join(world.home, 'accounts.json');
  await writeFile(path, JSON.stringify([{ name: 'reader' }, { name: 'writer' }]));
  configure({ SLUICE_ACCOUNTS: path });
  const identities = ['reader', 'writer'].map((name) => inAccount(name, connectionIdentity));
  expect(await Promise.all(identities)).toEqual([`cloud ${ACCOUNT} reader`, `cloud ${ACCOUNT} writer`]);
  expect(await inAccount('writer', unnamedIdentity)).toBe(`cloud ${ACCOUNT}`);
});

it('is asked for in Sluice’s own session, also while a person’s write is executed', async () => {
  configure({ SLUICE_ROLE_ARN: ROLE_ARN, SLUICE_ROLE_EXTERNAL_ID: 'ours' });
  await connectionIdentity();
  world.cloud.stsCalls.length = 0;
  expect(await onBehalfOf('ada@example.com', connectionIdentity)).toBe(`cloud ${ACCOUNT}`);
  expect(world.cloud.stsCalls).toEqual([]);
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inAccount } from '@/lib/config';
import { callerOf } from './caller';
import { describeRegions } from './operations/regions';
import { onBehalfOf, onOwnBehalf, sessionNameOf } from './on-behalf-of';
import { cloudConnection, cloudWorld, configure, ROLE_ARN, USER_ARN } from './testing/cloud-world';

/** Cloud mode against a stand-in of the cloud: real TLS, a real proxy, and the sandbox behind them. */

const world = cloudWorld();

describe('the credentials', () => {
  it('are a session of their own for each person, by whose name ActionTrail knows them', async () => {
    configure({ SLUICE_ROLE_ARN: ROLE_ARN, SLUICE_ROLE_EXTERNAL_ID: 'ours' });
    await describeRegions();
    await onBehalfOf('zoë@example.com', () => describeRegions());
    await onBehalfOf('zoë@example.com', () => describeRegions());
    expect(
      world.cloud.stsCalls
        .filter(({ action }) => action === 'AssumeRole')
        .map(({ parameters }) => parameters['RoleSessionName']),
    ).toEqual(['sluice', expect.stringMatching(/^sluice-zo-@example\.com-[0-9a-f]{6}$/)]);
  });

  it('are those of Sluice again in what goes on after a person’s call', async () => {
    expect(onBehalfOf('ada@example.com', () => sessionNameOf('sluice'))).toBe('sluice-ada@example.com');
    expect(onBehalfOf('ada@example.com', () => onOwnBehalf(() => sessionNameOf('sluice')))).toBe('sluice');
    const names = ['a+b@example.com', 'a-b@example.com', `${'a'.repeat(80)}@example.com`].map((name) =>
      onBehalfOf(name, () => sessionNameOf('sluice-of-the-platform-team')),
    );
    expect(new Set(names).size).toBe(3);
    expect(names.filter((name) => !/^[\w.@-]{2,64}$/.test(name))).toEqual([]);
  });

  it('are of the current account: each has its own role', async () => {
    const path = join(world.home, 'accounts.json');
    await writeFile(
      path,
      JSON.stringify([{ name: 'own' }, { name: 'other', roleArn: ROLE_ARN, externalId: 'ours' }]),
    );
    configure({ SLUICE_ACCOUNTS: path });
    const arnOf = (account: string) =>
      inAccount(account, async () => {
        const caller = await callerOf(cloudConnection());
        return caller.ok ? caller.value.arn : caller.failure.code;
      });
    expect(await Promise.all(['own', 'other'].map(arnOf))).toEqual([USER_ARN, `${ROLE_ARN}/sluice`]);
  });
});

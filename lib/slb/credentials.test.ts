import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { config, forgetConfig } from '@/lib/config';
import { credentialsOf } from './credentials';
import { describeRegions } from './operations/regions';
import { configure, emptyMachine } from './testing/cloud-world';

let emptyHome = '';

beforeEach(async () => {
  emptyHome = await emptyMachine();
  configure({});
});

afterEach(async () => {
  vi.unstubAllEnvs();
  forgetConfig();
  await rm(emptyHome, { recursive: true, force: true });
});

describe('in cloud mode', () => {
  it('a call without credentials fails with a message, and nothing is sent', async () => {
    const result = await describeRegions();
    expect(result).toEqual({
      ok: false,
      error: {
        kind: 'unauthenticated',
        code: 'Sluice.NoCredentials',
        message: expect.stringMatching(
          /^No Alibaba Cloud credentials were found\. Set ALIBABA_CLOUD_ACCESS_KEY_ID/,
        ),
        requestId: null,
        httpStatus: null,
        retrySafe: false,
        outcome: 'not-done',
        facts: { sources: expect.any(Array) },
      },
    });
  });

  it('the key pair comes from the standard chain, also after it was missing once', async () => {
    expect(await credentialsOf(config().connection)).toMatchObject({ ok: false });
    vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_ID', 'id-of-a-test');
    vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'secret-of-a-test');
    vi.stubEnv('ALIBABA_CLOUD_SECURITY_TOKEN', 'token-of-a-test');
    expect(await credentialsOf(config().connection)).toEqual({
      ok: true,
      providerName: 'env',
      secrets: {
        accessKeyId: 'id-of-a-test',
        accessKeySecret: 'secret-of-a-test',
        securityToken: 'token-of-a-test',
      },
    });
  });
});

describe('in sandbox mode', () => {
  it('the key pair is the sandbox’s own, whatever the environment contains', async () => {
    vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_ID', 'id-of-the-cloud');
    vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'secret-of-the-cloud');
    const sandbox = { mode: 'sandbox', port: 1, accessKeyId: 'id', accessKeySecret: 'secret' } as const;
    const found = await credentialsOf(sandbox);
    expect(found).toMatchObject({ ok: true, secrets: { accessKeyId: 'id', accessKeySecret: 'secret' } });
  });
});

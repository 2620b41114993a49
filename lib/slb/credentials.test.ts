import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetConfig } from '@/lib/config';
import { keyPairOf } from './credentials';
import { describeRegions } from './operations/regions';

let emptyHome = '';

// A machine on which the standard chain finds nothing and makes no network calls.
beforeEach(async () => {
  emptyHome = await mkdtemp(join(tmpdir(), 'sluice-home-'));
  vi.stubEnv('HOME', emptyHome);
  vi.stubEnv('USERPROFILE', emptyHome);
  vi.stubEnv('ALIBABA_CLOUD_CREDENTIALS_FILE', join(emptyHome, 'none'));
  vi.stubEnv('ALIBABA_CLOUD_ECS_METADATA_DISABLED', 'true');
  for (const name of [
    'ACCESS_KEY_ID',
    'ACCESS_KEY_SECRET',
    'SECURITY_TOKEN',
    'CREDENTIALS_URI',
    'OIDC_PROVIDER_ARN',
  ]) {
    vi.stubEnv(`ALIBABA_CLOUD_${name}`, '');
  }
  vi.stubEnv('SLUICE_MODE', 'cloud');
  forgetConfig();
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
      },
    });
  });

  it('the key pair comes from the standard chain, also after it was missing once', async () => {
    expect(await keyPairOf({ mode: 'cloud' })).toBeNull();
    vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_ID', 'id-of-a-test');
    vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'secret-of-a-test');
    vi.stubEnv('ALIBABA_CLOUD_SECURITY_TOKEN', 'token-of-a-test');
    expect(await keyPairOf({ mode: 'cloud' })).toEqual({
      accessKeyId: 'id-of-a-test',
      accessKeySecret: 'secret-of-a-test',
      securityToken: 'token-of-a-test',
    });
  });
});

describe('in sandbox mode', () => {
  it('the key pair is the sandbox’s own, whatever the environment contains', async () => {
    vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_ID', 'id-of-the-cloud');
    vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'secret-of-the-cloud');
    const pair = await keyPairOf({ mode: 'sandbox', port: 1, accessKeyId: 'id', accessKeySecret: 'secret' });
    expect(pair).toEqual({ accessKeyId: 'id', accessKeySecret: 'secret' });
  });
});

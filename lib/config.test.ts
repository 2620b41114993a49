import { isAbsolute, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { config, forgetConfig, parseConfig } from './config';
import { trustedHosts } from './web/trusted-hosts';

afterEach(() => {
  vi.unstubAllEnvs();
  forgetConfig();
});

describe('the configuration', () => {
  it('of an empty environment is the sandbox on the known ports', () => {
    expect(parseConfig({})).toEqual({
      port: 3000,
      dataDir: join(process.cwd(), '.sluice'),
      readOnly: false,
      owners: [],
      slb: { timeoutMillis: 10_000, deadlineMillis: 30_000, writeHorizonMillis: 60_000 },
      connection: {
        mode: 'sandbox',
        port: 4010,
        accessKeyId: 'LTAI5tSluiceSandbox00001',
        accessKeySecret: 'sluice-sandbox-secret',
      },
    });
  });

  it('takes every setting from the environment', () => {
    const parsed = parseConfig({
      PORT: '8080',
      SLUICE_DATA_DIR: '/var/lib/sluice',
      SLUICE_READ_ONLY: '1',
      SLUICE_OWNERS: 'Terraform: managed-by=terraform',
      SLUICE_SLB_TIMEOUT_MS: '500',
      SLUICE_SLB_DEADLINE_MS: '2000',
      SLUICE_SLB_WRITE_HORIZON_MS: '4000',
      SLUICE_SANDBOX_PORT: '4020',
      SLUICE_SANDBOX_ACCESS_KEY_ID: 'id',
      SLUICE_SANDBOX_ACCESS_KEY_SECRET: 'secret',
    });
    expect(parsed).toEqual({
      port: 8080,
      dataDir: '/var/lib/sluice',
      readOnly: true,
      owners: [{ name: 'Terraform', key: 'managed-by', value: 'terraform' }],
      slb: { timeoutMillis: 500, deadlineMillis: 2000, writeHorizonMillis: 4000 },
      connection: { mode: 'sandbox', port: 4020, accessKeyId: 'id', accessKeySecret: 'secret' },
    });
  });

  it('reads owners with their tags, and keeps a colon or an equals sign in a tag', () => {
    const owners = (text: string) => parseConfig({ SLUICE_OWNERS: text }).owners;
    expect(owners('Terraform: managed-by=terraform, created-by=tf-*; Platform team: platform')).toEqual([
      { name: 'Terraform', key: 'managed-by', value: 'terraform' },
      { name: 'Terraform', key: 'created-by', value: 'tf-*' },
      { name: 'Platform team', key: 'platform', value: null },
    ]);
    expect(owners('Pulumi: pulumi:project=a=b;')).toEqual([
      { name: 'Pulumi', key: 'pulumi:project', value: 'a=b' },
    ]);
    expect(owners(' ')).toEqual([]);
  });

  it.each(['terraform', ': a=b', 'Terraform:', 'Terraform: =x', 'Terraform: a=b,'])(
    'names the variable where an owner or its tag is missing: %j',
    (text) => {
      expect(() => parseConfig({ SLUICE_OWNERS: text })).toThrow(/SLUICE_OWNERS must have the form/);
    },
  );

  it('holds no key pair in cloud mode', () => {
    const parsed = parseConfig({ SLUICE_MODE: 'cloud', SLUICE_SANDBOX_ACCESS_KEY_SECRET: 'secret' });
    expect(parsed.connection).toEqual({ mode: 'cloud' });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(parseConfig({ PORT: '', SLUICE_MODE: '', SLUICE_READ_ONLY: '' })).toEqual(parseConfig({}));
  });

  it('has an absolute data folder', () => {
    expect(isAbsolute(parseConfig({ SLUICE_DATA_DIR: 'somewhere' }).dataDir)).toBe(true);
  });

  it.each([
    ['PORT', '0', 'must be a port from 1 to 65535'],
    ['PORT', '65536', 'must be a port from 1 to 65535'],
    ['PORT', '3000.5', 'must be a port from 1 to 65535'],
    ['PORT', ' ', 'must be a port from 1 to 65535'],
    ['SLUICE_MODE', 'clouds', 'must be sandbox or cloud'],
    ['SLUICE_READ_ONLY', 'yes', 'must be 0 or 1'],
    ['SLUICE_SANDBOX_PORT', 'http://evil', 'must be a port from 1 to 65535'],
    ['SLUICE_SLB_TIMEOUT_MS', '-1', 'must be a number of milliseconds from 1 to 600000'],
    ['SLUICE_SLB_DEADLINE_MS', '0', 'must be a number of milliseconds from 1 to 600000'],
    ['SLUICE_SLB_WRITE_HORIZON_MS', '1e4', 'must be a number of milliseconds from 1 to 600000'],
  ])('is refused by name, without its value, when %s is %j', (name, value, wanted) => {
    expect(() => parseConfig({ [name]: value })).toThrow(
      new Error(`The configuration is not valid: ${name} ${wanted}.`),
    );
  });

  it('names all that is wrong at once', () => {
    expect(() => parseConfig({ PORT: 'x', SLUICE_READ_ONLY: 'yes' })).toThrow(
      'PORT must be a port from 1 to 65535; SLUICE_READ_ONLY must be 0 or 1.',
    );
  });

  it('is parsed once', () => {
    vi.stubEnv('PORT', '3111');
    forgetConfig();
    const first = config();
    vi.stubEnv('PORT', '3222');
    expect(config()).toBe(first);
    expect(first.port).toBe(3111);
  });
});

describe('the trusted hosts', () => {
  it('are the loopback names with the port', () => {
    vi.stubEnv('PORT', '3000');
    expect(trustedHosts()).toEqual(['127.0.0.1:3000', 'localhost:3000', '[::1]:3000']);
  });

  it('are the names alone as well where browsers leave the port out', () => {
    vi.stubEnv('PORT', '80');
    expect(trustedHosts()).toContain('localhost');
    vi.stubEnv('PORT', '8080');
    expect(trustedHosts()).not.toContain('localhost');
  });
});

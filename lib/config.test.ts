import { BlockList } from 'node:net';
import { isAbsolute, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { config, forgetConfig, parseConfig } from './config';
import { trustedOrigins } from './web/trusted-origins';

afterEach(() => {
  vi.unstubAllEnvs();
  forgetConfig();
});

describe('the configuration', () => {
  it('of an empty environment is the sandbox on the known ports', () => {
    expect(parseConfig({})).toEqual({
      host: '127.0.0.1',
      account: null,
      port: 3000,
      url: null,
      trustedProxies: expect.any(BlockList),
      metricsToken: null,
      logLevel: 'info',
      dataDir: join(process.cwd(), '.sluice'),
      databaseUrl: null,
      stopDelayMillis: 0,
      readOnly: false,
      owners: [],
      listenerQuota: 50,
      slb: {
        timeoutMillis: 10_000,
        deadlineMillis: 30_000,
        writeHorizonMillis: 60_000,
        callsPerSecond: null,
        creationsPerMinute: 90,
      },
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
      HOST: '0.0.0.0',
      PORT: '8080',
      SLUICE_URL: 'https://sluice.example.com',
      SLUICE_METRICS_TOKEN: 'a-token-of-the-scraper',
      SLUICE_LOG_LEVEL: 'warn',
      SLUICE_DATA_DIR: '/var/lib/sluice',
      DATABASE_URL: 'postgres://sluice@db.example/sluice',
      SLUICE_STOP_DELAY_MS: '15000',
      SLUICE_READ_ONLY: '1',
      SLUICE_OWNERS: 'Terraform: managed-by=terraform',
      SLUICE_LISTENER_QUOTA: '200',
      SLUICE_SLB_TIMEOUT_MS: '500',
      SLUICE_SLB_DEADLINE_MS: '2000',
      SLUICE_SLB_WRITE_HORIZON_MS: '4000',
      SLUICE_SLB_CALLS_PER_SECOND: '20',
      SLUICE_SLB_CREATIONS_PER_MINUTE: '120',
      SLUICE_SANDBOX_PORT: '4020',
      SLUICE_SANDBOX_ACCESS_KEY_ID: 'id',
      SLUICE_SANDBOX_ACCESS_KEY_SECRET: 'secret',
    });
    expect(parsed).toEqual({
      host: '0.0.0.0',
      account: null,
      port: 8080,
      url: 'https://sluice.example.com',
      trustedProxies: expect.any(BlockList),
      metricsToken: 'a-token-of-the-scraper',
      logLevel: 'warn',
      dataDir: '/var/lib/sluice',
      databaseUrl: 'postgres://sluice@db.example/sluice',
      stopDelayMillis: 15_000,
      readOnly: true,
      owners: [{ name: 'Terraform', key: 'managed-by', value: 'terraform' }],
      listenerQuota: 200,
      slb: {
        timeoutMillis: 500,
        deadlineMillis: 2000,
        writeHorizonMillis: 4000,
        callsPerSecond: 20,
        creationsPerMinute: 120,
      },
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

  it('listens beyond loopback only if people have to sign in', () => {
    const SLUICE_URL = 'https://sluice.example.com';
    for (const HOST of ['0.0.0.0', '::', '192.168.1.7', 'sluice.internal']) {
      expect(() => parseConfig({ HOST })).toThrow(
        'The configuration is not valid: HOST must be 127.0.0.1 unless SLUICE_URL is set: without it, nobody has to sign in.',
      );
      expect(parseConfig({ HOST, SLUICE_URL }).host).toBe(HOST);
    }
    expect(parseConfig({ HOST: 'localhost' }).host).toBe('127.0.0.1');
    expect(parseConfig({ SLUICE_URL }).host).toBe('127.0.0.1');
  });

  it.each([
    ['https://sluice.example.com/', 'https://sluice.example.com'],
    ['HTTPS://Sluice.Example.com:443', 'https://sluice.example.com'],
    ['https://10.0.0.7:8443', 'https://10.0.0.7:8443'],
  ])('reads SLUICE_URL=%s as the origin that browsers name', (SLUICE_URL, origin) => {
    expect(parseConfig({ SLUICE_URL }).url).toBe(origin);
  });

  it.each([
    'http://sluice.example.com',
    'sluice.example.com',
    'https://',
    'https://sluice.example.com/console',
    'https://sluice.example.com/?',
    'https://sluice.example.com#top',
    'https://ops@sluice.example.com',
    'https://sluice.example.com, https://other.example.com',
  ])('takes nothing but an https origin as SLUICE_URL: %s', (SLUICE_URL) => {
    expect(() => parseConfig({ SLUICE_URL })).toThrow(
      'SLUICE_URL must be an https address without a path, such as https://sluice.example.com.',
    );
  });

  it('trusts the proxies of SLUICE_TRUSTED_PROXIES, by address or block, and nobody by default', () => {
    const SLUICE_TRUSTED_PROXIES = '127.0.0.1, 10.1.0.0/16,fd00::/8';
    const { trustedProxies } = parseConfig({ SLUICE_TRUSTED_PROXIES });
    for (const address of ['127.0.0.1', '10.1.255.255']) expect(trustedProxies.check(address)).toBe(true);
    for (const address of ['127.0.0.2', '10.2.0.0']) expect(trustedProxies.check(address)).toBe(false);
    expect(trustedProxies.check('fd12::1', 'ipv6')).toBe(true);
    expect(trustedProxies.check('fe80::1', 'ipv6')).toBe(false);
    expect(parseConfig({}).trustedProxies.check('127.0.0.1')).toBe(false);
  });

  it.each(['proxy.internal', '10.0.0', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '::/129', '10.0.0.1,'])(
    'takes nothing but addresses and blocks as SLUICE_TRUSTED_PROXIES: %j',
    (SLUICE_TRUSTED_PROXIES) => {
      expect(() => parseConfig({ SLUICE_TRUSTED_PROXIES })).toThrow(
        'SLUICE_TRUSTED_PROXIES must be IP addresses or CIDR blocks, separated by commas.',
      );
    },
  );

  it('holds no key pair in cloud mode', () => {
    const parsed = parseConfig({ SLUICE_MODE: 'cloud', SLUICE_SANDBOX_ACCESS_KEY_SECRET: 'secret' });
    expect(parsed.connection).toEqual({
      mode: 'cloud',
      source: { from: 'chain' },
      slbHosts: {},
      stsHost: 'sts.aliyuncs.com',
      proxy: null,
      role: null,
    });
  });

  it('reads what cloud mode alone needs: hosts, the role, and the proxy', () => {
    const parsed = parseConfig({
      SLUICE_MODE: 'cloud',
      SLUICE_SLB_HOSTS: 'default=slb-vpc.cn-hangzhou.aliyuncs.com, cn-beijing=slb.aliyuncs.com',
      SLUICE_STS_HOST: 'sts-vpc.cn-hangzhou.aliyuncs.com',
      SLUICE_ROLE_ARN: 'acs:ram::1:role/sluice',
      SLUICE_ROLE_EXTERNAL_ID: 'ours',
      HTTPS_PROXY: 'http://upper.example.com',
      https_proxy: 'team:p%40ss@proxy.example.com:3128',
      NO_PROXY: 'localhost, .Example.com',
    });
    expect(parsed.connection).toEqual({
      mode: 'cloud',
      source: { from: 'chain' },
      slbHosts: { default: 'slb-vpc.cn-hangzhou.aliyuncs.com', 'cn-beijing': 'slb.aliyuncs.com' },
      stsHost: 'sts-vpc.cn-hangzhou.aliyuncs.com',
      proxy: {
        protocol: 'http:',
        hostname: 'proxy.example.com',
        port: 3128,
        authorization: `Basic ${Buffer.from('team:p@ss').toString('base64')}`,
        bypass: ['localhost', '.example.com'],
      },
      role: { arn: 'acs:ram::1:role/sluice', sessionName: 'sluice', externalId: 'ours' },
    });
  });

  it.each([
    ['SLUICE_SLB_HOSTS', 'cn-hangzhou=evil.example.com'],
    ['SLUICE_SLB_HOSTS', 'cn-hangzhou=slb.aliyuncs.com.evil.com'],
    ['SLUICE_SLB_HOSTS', 'cn-hangzhou=http://slb.aliyuncs.com'],
    ['SLUICE_SLB_HOSTS', 'slb.aliyuncs.com'],
    ['SLUICE_STS_HOST', 'sts.evil.com'],
    ['SLUICE_ROLE_ARN', 'sluice'],
    ['SLUICE_ROLE_SESSION_NAME', 'x y'],
    ['SLUICE_ROLE_EXTERNAL_ID', '"'],
    ['HTTPS_PROXY', 'socks5://user:pw@proxy'],
    ['HTTPS_PROXY', 'http://%zz@'],
  ])(
    'refuses %s=%j in cloud mode by name, without its value, and ignores it in the sandbox’s',
    (name, value) => {
      let sentence = '';
      try {
        parseConfig({ SLUICE_MODE: 'cloud', [name]: value });
      } catch (error) {
        sentence = String(error);
      }
      expect(sentence).toMatch(new RegExp(`The configuration is not valid: ${name} must `));
      expect(sentence).not.toContain(value);
      expect(() => parseConfig({ [name]: value })).not.toThrow();
    },
  );

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
    ['SLUICE_METRICS_TOKEN', 'too-short', 'must have at least 16 characters'],
    ['SLUICE_LOG_LEVEL', 'loud', 'must be debug or info or warn or error or silent'],
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

describe('the trusted origins', () => {
  const originsFor = (environment: Record<string, string>) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    forgetConfig();
    return trustedOrigins();
  };

  it('are the loopback names with the port', () => {
    const names = ['http://127.0.0.1:3000', 'http://localhost:3000', 'http://[::1]:3000'];
    expect(originsFor({ PORT: '3000' })).toEqual(names);
  });

  it('are the names alone as well where browsers leave the port out', () => {
    expect(originsFor({ PORT: '80' })).toContain('http://localhost');
    expect(originsFor({ PORT: '8080' })).not.toContain('http://localhost');
  });

  it('are the address of Sluice alone, if it has one: another program on loopback is a stranger', () => {
    const origins = originsFor({ PORT: '3000', SLUICE_URL: 'https://sluice.example.com' });
    expect(origins).toEqual(['https://sluice.example.com']);
  });
});

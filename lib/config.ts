import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import { readFileSync } from 'node:fs';
import { BlockList, isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { parseAccounts, type NamedAccount } from './accounts-file';
import { accountConnection, cloudConnection, type CloudConnection } from './cloud-settings';
import { parseSettings, setting, type Environment } from './setting';

/** How Sluice runs. Times in milliseconds; `dataDir` is absolute. */
export type Config = {
  /** The address to listen on: loopback unless `url` is set. */
  host: string;
  port: number;
  /** The https origin by which people reach Sluice over a network; null on loopback, where there is no sign-in. */
  url: string | null;
  /** The reverse proxies whose `X-Forwarded-For` is believed. */
  trustedProxies: BlockList;
  /** What `GET /api/metrics` asks for; null: there are no metrics to get. */
  metricsToken: string | null;
  /** Of the log, which is written over a network only. */
  logLevel: (typeof LOG_LEVELS)[number];
  dataDir: string;
  /** The PostgreSQL server that keeps what Sluice keeps; null: a file in `dataDir` does. */
  databaseUrl: string | null;
  /** How long a stopping process still serves, so that a load balancer notices. */
  stopDelayMillis: number;
  readOnly: boolean;
  /** Tags by which the owner of a listener is recognized. */
  owners: readonly OwnerRule[];
  /** How many listeners an instance may have, which the account's quota decides. */
  listenerQuota: number;
  /**
   * `timeoutMillis`: how long the response to a read is awaited. `deadlineMillis`: how long a call is retried, and waits
   * for its turn. `writeHorizonMillis`: how long the response to a write is awaited, after which the call is over.
   * `callsPerSecond`: at most this many are sent, null if only SLB limits them. `creationsPerMinute`: at most this many
   * listeners are created by runs.
   */
  slb: {
    timeoutMillis: number;
    deadlineMillis: number;
    writeHorizonMillis: number;
    callsPerSecond: number | null;
    creationsPerMinute: number;
  };
  /** The account's name in `SLUICE_ACCOUNTS`; null without that file: there is one account then. */
  account: string | null;
  connection: Connection;
};

/** A rule of `SLUICE_OWNERS`: a tag of the listener or its instance. Value null: any. `*` at the end: begins so. */
export type OwnerRule = { name: string; key: string; value: string | null };

/** Where the SLB calls go. The sandbox is always on this machine's loopback address; only `cloud` can leave it. */
export type Connection =
  | { mode: 'sandbox'; port: number; accessKeyId: string; accessKeySecret: string }
  | CloudConnection;

/** An integer in digits; `what` describes it in the error message. */
function wholeNumber(max: number, what: string) {
  const rejection = { error: `must be ${what} from 1 to ${max}` };
  return z
    .string()
    .regex(/^\d{1,9}$/, rejection)
    .transform(Number)
    .pipe(z.number(rejection).min(1, rejection).max(max, rejection));
}

function oneOf<const Names extends readonly [string, ...string[]]>(...names: Names) {
  return z.enum(names, { error: `must be ${names.join(' or ')}` });
}

const portText = wholeNumber(65_535, 'a port');
const rateText = wholeNumber(10_000, 'a number');
const millisText = wholeNumber(600_000, 'a number of milliseconds');

const ownersText = z.string().transform((text, context) => {
  const rules = parseOwnerRules(text);
  if (rules !== null) return rules;
  context.addIssue('must have the form NAME: TAG=VALUE, TAG=VALUE; NAME: TAG');
  return z.NEVER;
});

const originText = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'https:' && url.href === `${url.origin}/`) return url.origin;
  context.addIssue('must be an https address without a path, such as https://sluice.example.com');
  return z.NEVER;
});

const proxiesText = z.string().transform((text, context) => {
  const proxies = parseProxies(text);
  if (proxies !== null) return proxies;
  context.addIssue('must be IP addresses or CIDR blocks, separated by commas');
  return z.NEVER;
});

const databaseText = z.string().refine((text) => URL.canParse(text) && /^postgres(?:ql)?:\/\//.test(text), {
  error: 'must be an address such as postgres://user:password@host:5432/database',
});

const LOOPBACK = '127.0.0.1';

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

const settingsSchema = z.object({
  HOST: setting(z.string().default(LOOPBACK)),
  PORT: setting(portText.default(3000)),
  SLUICE_URL: setting(originText.optional()),
  SLUICE_TRUSTED_PROXIES: setting(proxiesText.optional()),
  SLUICE_METRICS_TOKEN: setting(z.string().min(16, 'must have at least 16 characters').optional()),
  SLUICE_LOG_LEVEL: setting(oneOf(...LOG_LEVELS).default('info')),
  SLUICE_MODE: setting(oneOf('sandbox', 'cloud').default('sandbox')),
  SLUICE_DATA_DIR: setting(z.string().default('.sluice')),
  DATABASE_URL: setting(databaseText.optional()),
  SLUICE_STOP_DELAY_MS: setting(millisText.optional()),
  SLUICE_READ_ONLY: setting(oneOf('0', '1').default('0')),
  SLUICE_OWNERS: setting(ownersText.optional()),
  SLUICE_LISTENER_QUOTA: setting(wholeNumber(65_535, 'a number of listeners').default(50)),
  SLUICE_SANDBOX_PORT: setting(portText.default(4010)),
  SLUICE_SANDBOX_ACCESS_KEY_ID: setting(z.string().default('LTAI5tSluiceSandbox00001')),
  SLUICE_SANDBOX_ACCESS_KEY_SECRET: setting(z.string().default('sluice-sandbox-secret')),
  SLUICE_SLB_TIMEOUT_MS: setting(millisText.default(10_000)),
  SLUICE_SLB_DEADLINE_MS: setting(millisText.default(30_000)),
  SLUICE_SLB_WRITE_HORIZON_MS: setting(millisText.default(60_000)),
  SLUICE_SLB_CALLS_PER_SECOND: setting(rateText.optional()),
  SLUICE_SLB_CREATIONS_PER_MINUTE: setting(rateText.default(90)),
});

const environmentSchema = settingsSchema.refine(
  ({ HOST, SLUICE_URL }) => SLUICE_URL !== undefined || HOST === LOOPBACK || HOST === 'localhost',
  {
    path: ['HOST'],
    error: `must be ${LOOPBACK} unless SLUICE_URL is set: without it, nobody has to sign in`,
  },
);

/**
 * Parses the environment. Throws with one sentence that names the variable: the operator has to fix a wrong setting
 * before anything runs. The sentence never repeats the value, which may be a key.
 */
export function parseConfig(environment: Environment): Config {
  const settings = parseSettings(environmentSchema, environment);
  return {
    host: settings.HOST === 'localhost' ? LOOPBACK : settings.HOST,
    port: settings.PORT,
    url: settings.SLUICE_URL ?? null,
    trustedProxies: settings.SLUICE_TRUSTED_PROXIES ?? new BlockList(),
    metricsToken: settings.SLUICE_METRICS_TOKEN ?? null,
    logLevel: settings.SLUICE_LOG_LEVEL,
    dataDir: resolve(settings.SLUICE_DATA_DIR),
    databaseUrl: settings.DATABASE_URL ?? null,
    stopDelayMillis: settings.SLUICE_STOP_DELAY_MS ?? 0,
    readOnly: settings.SLUICE_READ_ONLY === '1',
    owners: settings.SLUICE_OWNERS ?? [],
    listenerQuota: settings.SLUICE_LISTENER_QUOTA,
    slb: {
      timeoutMillis: settings.SLUICE_SLB_TIMEOUT_MS,
      deadlineMillis: settings.SLUICE_SLB_DEADLINE_MS,
      writeHorizonMillis: settings.SLUICE_SLB_WRITE_HORIZON_MS,
      callsPerSecond: settings.SLUICE_SLB_CALLS_PER_SECOND ?? null,
      creationsPerMinute: settings.SLUICE_SLB_CREATIONS_PER_MINUTE,
    },
    account: null,
    connection:
      settings.SLUICE_MODE === 'cloud'
        ? cloudConnection(environment)
        : {
            mode: 'sandbox',
            port: settings.SLUICE_SANDBOX_PORT,
            accessKeyId: settings.SLUICE_SANDBOX_ACCESS_KEY_ID,
            accessKeySecret: settings.SLUICE_SANDBOX_ACCESS_KEY_SECRET,
          },
  };
}

/** The configuration of an account of the file. */
function ofAccount(base: Config, account: NamedAccount): Config {
  const { connection } = base;
  return {
    ...base,
    account: account.name,
    connection:
      connection.mode === 'cloud'
        ? accountConnection(connection, account)
        : { ...connection, port: account.sandboxPort ?? connection.port },
  };
}

// On globalThis because a Next server may load one module twice, and the server around it is a third.
const held: typeof globalThis & {
  sluiceConfigs?: readonly [Config, ...Config[]];
  sluiceAccount?: AsyncLocalStorage<string | null>;
} = globalThis;
const current = (held.sluiceAccount ??= new AsyncLocalStorage());

function configs(): readonly [Config, ...Config[]] {
  held.sluiceConfigs ??= readConfigs(process.env);
  return held.sluiceConfigs;
}

function readConfigs(environment: Readonly<Record<string, string | undefined>>): [Config, ...Config[]] {
  const base = parseConfig(environment);
  const path = environment['SLUICE_ACCOUNTS'];
  if (!path) return [base];
  const [first, ...others] = parseAccounts(readFileSync(path, 'utf8')).map((each) => ofAccount(base, each));
  return [first ?? base, ...others];
}

/**
 * The configuration of the current account (`inAccount`), of the first one outside of any. Parsed once, from the
 * environment and the accounts file; throws a sentence for the operator if that is not possible.
 */
export function config(): Config {
  const name = current.getStore();
  return configs().find(({ account }) => account === name) ?? configs()[0];
}

/** The names of all accounts; none if there is only the unnamed one. */
export function accountNames(): readonly string[] {
  return configs().flatMap(({ account }) => (account === null ? [] : [account]));
}

/**
 * Runs `work` for an account, and everything it begins, timers included. An unknown name, such as that of an account
 * that is gone, selects the first account.
 */
export function inAccount<T>(name: string | null, work: () => T): T {
  return current.run(name, work);
}

/** Runs `work` once for each account. */
export function inEachAccount(work: () => void): void {
  for (const { account } of configs()) inAccount(account, work);
}

/** What is kept apart by account: the current account's, made when it is first asked for. */
export function ofCurrentAccount<T>(kept: Map<string | null, T>, make: () => T): T {
  const { account } = config();
  const found = kept.get(account);
  if (found !== undefined) return found;
  const made = make();
  kept.set(account, made);
  return made;
}

/** Makes the next `config()` read the environment again: for tests, which start sandboxes on free ports. */
export function forgetConfig(): void {
  delete held.sluiceConfigs;
}

/**
 * Parses `SLUICE_OWNERS`: `Terraform: managed-by=terraform, created-by=tf*; Ansible: ansible`. Null if it is not of this
 * form.
 */
function parseOwnerRules(text: string): OwnerRule[] | null {
  const rules: OwnerRule[] = [];
  for (const owner of text.split(';').filter((part) => part.trim() !== '')) {
    const colon = owner.indexOf(':');
    const name = owner.slice(0, Math.max(colon, 0)).trim();
    if (name === '') return null;
    for (const pattern of owner.slice(colon + 1).split(',')) {
      const [key = '', ...value] = pattern.split('=');
      if (key.trim() === '') return null;
      rules.push({ name, key: key.trim(), value: value.length === 0 ? null : value.join('=').trim() });
    }
  }
  return rules;
}

/** Parses `SLUICE_TRUSTED_PROXIES`: `10.0.0.7, 10.1.0.0/16, fd00::/8`. Null if it is not of this form. */
function parseProxies(text: string): BlockList | null {
  const proxies = new BlockList();
  for (const entry of text.split(',').map((part) => part.trim())) {
    const [address = '', length, ...rest] = entry.split('/');
    const bits = isIP(address) === 6 ? 128 : 32;
    const prefix = length === undefined ? bits : /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
    if (isIP(address) === 0 || rest.length > 0 || !(prefix <= bits)) return null;
    proxies.addSubnet(address, prefix, bits === 128 ? 'ipv6' : 'ipv4');
  }
  return proxies;
}

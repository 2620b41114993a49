import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  httpListener,
  httpsListener,
  inRegion,
  listener,
  udpListener,
  vServerGroup,
} from '../seeds/builders';
import { openStore, type Store } from './store';

const { loadBalancer, accessControlList } = inRegion('cn-hangzhou');
const owner = loadBalancer({
  loadBalancerId: 'lb-1',
  name: 'one',
  address: '1.2.3.4',
});
const group = vServerGroup(owner, 'rsp-1', 'pool', []);
const acl = accessControlList('acl-1', 'offices', []);
const onPort = (port: number) => listener(owner, port, { backendServerPort: 80 });

let dataDir: string;
let store: Store;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'slb-store-'));
});
afterEach(async () => {
  await store.close();
  await rm(dataDir, { recursive: true });
});

function open(): Store {
  store = openStore(dataDir, ({ loadBalancers, listeners }) => {
    loadBalancers.insert(owner);
    listeners.insert(onPort(80).listener, onPort(80).state);
  });
  return store;
}

function writeAndThrow(work: () => void): void {
  expect(() =>
    store.write(() => {
      work();
      throw new Error('A mistake');
    }),
  ).toThrow('A mistake');
}

function ports(): number[] {
  return store.tables.listeners.onLoadBalancer('lb-1').map((stored) => stored.listener.listenerPort);
}

test('shows what was written, at once and after a restart, and nothing of what was rejected', async () => {
  const { tables } = open();
  store.write(() => tables.listeners.insert(onPort(443).listener, onPort(443).state));
  writeAndThrow(() => {
    tables.listeners.remove(onPort(80).listener);
    tables.listeners.update({ ...onPort(443).listener, description: 'refused' });
    tables.listeners.insert(onPort(22).listener, onPort(22).state);
  });
  const isAsWritten = () => {
    expect(ports()).toEqual([80, 443]);
    expect(store.tables.listeners.onPort('lb-1', 443)[0]?.listener.description).toBeUndefined();
  };
  isAsWritten();
  await store.settled();
  await store.close();
  open();
  isAsWritten();
});

test('a reset that is rejected brings everything back, the clock too', async () => {
  open();
  store.write(() => store.writeClockShift(5000));
  writeAndThrow(() => {
    store.replaceAll(() => {});
    expect([ports(), store.readClockShift()]).toEqual([[], 0]);
  });
  expect([ports(), store.readClockShift()]).toEqual([[80], 5000]);
  await store.settled();
  await store.close();
  open();
  expect([ports(), store.readClockShift()]).toEqual([[80], 5000]);
});

/** Of the first two versions. */
const OLD_TABLES = `
  CREATE TABLE load_balancers (sequence INTEGER PRIMARY KEY, load_balancer_id TEXT, region_id TEXT, document TEXT);
  CREATE TABLE server_groups (
    sequence INTEGER PRIMARY KEY, group_id TEXT, load_balancer_id TEXT, kind TEXT, document TEXT
  );
  CREATE TABLE access_control_lists (sequence INTEGER PRIMARY KEY, region_id TEXT, acl_id TEXT, document TEXT);
  CREATE TABLE listeners (
    load_balancer_id TEXT, listener_port INTEGER, protocol TEXT, stable_state TEXT, changing_state TEXT,
    settles_at_millis INTEGER, document TEXT, PRIMARY KEY (load_balancer_id, listener_port, protocol)
  ) WITHOUT ROWID;
`;

test('brings a folder of the first version up to date, which knew of no health and no clock', async () => {
  const database = new Database(path.join(dataDir, 'sandbox.db'));
  database.exec(`
    ${OLD_TABLES}
    CREATE TABLE nonces (access_key_id TEXT, nonce TEXT, expires_at_millis INTEGER);
    PRAGMA user_version = 1;
  `);
  database
    .prepare('INSERT INTO load_balancers (load_balancer_id, region_id, document) VALUES (?, ?, ?)')
    .run('lb-1', 'cn-hangzhou', JSON.stringify(owner));
  database.close();
  open();
  expect(store.tables.loadBalancers.list('cn-hangzhou')).toEqual([owner]);
  expect(store.readClockShift()).toBe(0);
});

test('brings a folder of the second version up to date', async () => {
  const database = new Database(path.join(dataDir, 'sandbox.db'));
  database.exec(`
    ${OLD_TABLES}
    CREATE TABLE nonces (
      sequence INTEGER PRIMARY KEY, access_key_id TEXT, nonce TEXT, expires_at_millis INTEGER
    );
    CREATE TABLE server_health (
      sequence INTEGER PRIMARY KEY, server TEXT, port INTEGER, at_millis INTEGER, response_millis INTEGER
    );
    CREATE TABLE facts (name TEXT PRIMARY KEY, value INTEGER) WITHOUT ROWID;
    INSERT INTO nonces (access_key_id, nonce, expires_at_millis) VALUES ('key', 'used "once"', 2000);
    INSERT INTO server_health (server, port, at_millis, response_millis) VALUES ('i-1', NULL, 7, NULL);
    INSERT INTO facts (name, value) VALUES ('clock-shift-millis', 60000);
    PRAGMA user_version = 2;
  `);
  const insert = (sql: string, ...values: (string | number | null)[]) => database.prepare(sql).run(...values);
  insert(
    'INSERT INTO load_balancers (load_balancer_id, region_id, document) VALUES (?, ?, ?)',
    'lb-1',
    'cn-hangzhou',
    JSON.stringify(owner),
  );
  insert(
    'INSERT INTO server_groups (group_id, load_balancer_id, kind, document) VALUES (?, ?, ?, ?)',
    'rsp-1',
    'lb-1',
    'v-server',
    JSON.stringify(group),
  );
  insert(
    'INSERT INTO access_control_lists (region_id, acl_id, document) VALUES (?, ?, ?)',
    'cn-hangzhou',
    'acl-1',
    JSON.stringify(acl),
  );
  insert(
    'INSERT INTO listeners VALUES (?, ?, ?, ?, ?, ?, ?)',
    'lb-1',
    443,
    'tcp',
    'running',
    'starting',
    1234,
    JSON.stringify(onPort(443).listener),
  );
  database.close();

  const { nonces } = open();
  const isBroughtOver = () => {
    const { tables } = store;
    expect(tables.loadBalancers.list('cn-hangzhou')).toEqual([owner]);
    expect(tables.serverGroups.list('lb-1', 'v-server')).toEqual([group]);
    expect(tables.accessControlLists.list('cn-hangzhou')).toEqual([acl]);
    expect(tables.listeners.onLoadBalancer('lb-1')).toEqual([
      {
        listener: onPort(443).listener,
        state: { stable: 'running', changing: 'starting', settlesAtMillis: 1234 },
      },
    ]);
    expect(tables.serverHealth.about('i-1', '10.0.0.1', [80])).toEqual([
      { server: 'i-1', port: null, atMillis: 7, responseMillis: null },
    ]);
  };
  isBroughtOver();
  expect(store.readClockShift()).toBe(60_000);
  expect(nonces.isUsed('key', 'used "once"', 1999)).toBe(true);
  expect(nonces.isUsed('key', 'used "once"', 2000)).toBe(false);
  await store.close();
  open();
  isBroughtOver();
});

const SERVER_CERTIFICATE_ID = '1231579085529123_166f8204689_1714763408_709981430';

test('brings a folder of the third version up to date, whose UDP, HTTP and HTTPS listeners had settings of TCP', async () => {
  const { listener: tcp, state } = onPort(80);
  const {
    persistenceTimeoutSeconds,
    establishedTimeoutSeconds,
    proxyProtocolV2Enabled,
    healthCheck,
    ...base
  } = tcp;
  const old = (listenerPort: number, protocol: string, otherConfig: Record<string, string | number>) => ({
    ...base,
    persistenceTimeoutSeconds,
    establishedTimeoutSeconds,
    proxyProtocolV2Enabled,
    healthCheck: { ...healthCheck, connectPort: 81 },
    listenerPort,
    protocol,
    otherConfig,
  });
  const http = { XForwardedFor: 'on', HealthCheck: 'off', Gzip: 'on', IdleTimeout: 15 };
  const database = new Database(path.join(dataDir, 'sandbox.db'));
  database.exec(
    'CREATE TABLE resources (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, document TEXT NOT NULL); PRAGMA user_version = 3;',
  );
  for (const stored of [
    tcp,
    old(53, 'udp', { HealthCheck: 'on' }),
    old(81, 'http', http),
    old(443, 'https', {
      ...http,
      TLSCipherPolicy: 'tls_cipher_policy_1_2_strict',
      ServerCertificateId: SERVER_CERTIFICATE_ID,
    }),
  ]) {
    database
      .prepare("INSERT INTO resources (kind, document) VALUES ('listener', ?)")
      .run(JSON.stringify({ listener: stored, state }));
  }
  database.close();
  open();
  const given = { backendServerPort: 80, healthCheck: { connectPort: 81 } };
  expect(store.tables.listeners.onLoadBalancer('lb-1')).toEqual([
    udpListener(owner, 53, given),
    onPort(80),
    httpListener(owner, 81, given),
    httpsListener(owner, 443, {
      ...given,
      serverCertificateId: SERVER_CERTIFICATE_ID,
      tlsCipherPolicy: 'tls_cipher_policy_1_2_strict',
    }),
  ]);
  expect(store.tables.certificates.find('cn-hangzhou', 'server', SERVER_CERTIFICATE_ID)).toMatchObject({
    name: 'demo',
    tags: [],
  });
});

import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startSandbox } from '../sandbox';
import { sendRaw } from '../testing/http';
import { commonV1, queryOf, signatureV1 } from '../testing/sign';
import { KEY_ID, KEY_SECRET, startTestSandbox, type TestSandbox } from '../testing/test-sandbox';

const DAY_MILLIS = 24 * 60 * 60 * 1000;

// Making certificates takes most of the time of these tests.
let sandbox: TestSandbox;
let other: TestSandbox;

beforeAll(async () => {
  [sandbox, other] = await Promise.all([startTestSandbox({ tls: 'own' }), startTestSandbox({ tls: 'own' })]);
});
beforeEach(() => {
  // Certificates are checked against the machine's own clock.
  sandbox.clock.millis = Date.now();
});
afterAll(() => Promise.all([sandbox.close(), other.close()]));

const fileOf = (name: string) => path.join(sandbox.dataDir, 'tls', `${name}.pem`);
const authorityOf = async () => (await sandbox.send({ method: 'GET', path: '/_sandbox/authority' })).text;

/** A signed call over TLS, by a client that trusts only this authority. */
function describeRegions(authority: string, headers = {}, more: [string, string][] = []) {
  const parameters = [
    ...commonV1('DescribeRegions', {
      accessKeyId: KEY_ID,
      accessKeySecret: KEY_SECRET,
      nowMillis: Date.now(),
    }),
    ...more,
  ];
  const body = queryOf([...parameters, ['Signature', signatureV1('POST', parameters, KEY_SECRET)]]);
  return sendRaw({
    port: sandbox.port,
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body,
    authority,
  });
}

describe('with --tls', () => {
  test('the port answers over TLS to a client that trusts the authority, and without TLS as before', async () => {
    const authority = await authorityOf();
    expect(authority).toBe(await readFile(fileOf('authority'), 'utf8'));
    expect((await describeRegions(authority))?.text).toContain('"cn-hangzhou"');
    expect((await sandbox.call('DescribeRegions')).status).toBe(200);
  });

  test('a client that does not know the authority rejects the sandbox', async () => {
    const { text: wrong } = await other.send({ method: 'GET', path: '/_sandbox/authority' });
    await expect(describeRegions(wrong)).rejects.toThrow('unable to verify the first certificate');
    await expect(fetch(`https://127.0.0.1:${sandbox.port}/_sandbox/clock`)).rejects.toThrow('fetch failed');
  });

  test('the certificate is valid only for the loopback names, and signs no other', async () => {
    const certificate = new X509Certificate(await readFile(fileOf('certificate')));
    expect(certificate.subjectAltName).toBe(
      'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1',
    );
    expect(certificate.ca).toBe(false);
    expect(new X509Certificate(await authorityOf()).ca).toBe(true);
  });

  test('only its owner can read what is kept', async () => {
    for (const name of ['key', 'certificate', 'authority']) {
      expect((await stat(fileOf(name))).mode & 0o777).toBe(0o600);
    }
  });

  test('senders are rejected as without it', async () => {
    const authority = await authorityOf();
    expect(await describeRegions(authority, { host: 'sandbox.example' })).toMatchObject({ status: 403 });
    expect(await describeRegions(authority, { origin: 'https://a.example' })).toMatchObject({ status: 403 });
  });

  test('faults drop connections over TLS too', async () => {
    await sandbox.control('POST', 'faults', { action: '*', count: 1, kind: 'drop-before' });
    expect(await describeRegions(await authorityOf())).toBeNull();
  });

  test('bodies of many packets arrive, over TLS and without', async () => {
    const long = 'x'.repeat(800_000);
    const reply = await describeRegions(await authorityOf(), {}, [['Filler', long]]);
    expect(reply?.status).toBe(200);
    const plain = await sandbox.send({ method: 'POST', path: '/', body: long });
    expect(plain.status).toBe(400);
    const tooLong = await sandbox.send({ method: 'POST', path: '/', body: long + long });
    expect(tooLong.status).toBe(413);
  });

  test('connections that break off, at whatever point, do no harm', async () => {
    const beginnings = [[], [22], [22, 3, 1, 0, 200, 1, 2], [...Buffer.from('POST / HTTP/1.1\r\n')], [0, 1]];
    for (const beginning of beginnings) {
      const socket = connect(sandbox.port, '127.0.0.1');
      await once(socket, 'connect');
      await new Promise((written) => socket.write(Buffer.from(beginning), written));
      socket.resetAndDestroy();
    }
    expect((await sandbox.call('DescribeRegions')).status).toBe(200);
    expect((await describeRegions(await authorityOf()))?.status).toBe(200);
  });

  test('connections that say nothing, or give up, hold up neither others nor the end', async () => {
    const silent = connect(sandbox.port, '127.0.0.1');
    await once(silent, 'connect');
    const givingUp = connect(sandbox.port, '127.0.0.1');
    await once(givingUp, 'connect');
    givingUp.end();
    await once(givingUp, 'close');
    expect((await sandbox.call('DescribeRegions')).status).toBe(200);
    const ended = once(silent, 'close');
    await sandbox.restart();
    await ended;
  });
});

describe('the certificate', () => {
  test('is kept over a restart, until a month before it ends', async () => {
    const authority = await authorityOf();
    await sandbox.restart();
    expect(await authorityOf()).toBe(authority);
    const ends = Date.parse(new X509Certificate(authority).validTo);
    expect(ends).toBeGreaterThan(Date.now() + 700 * DAY_MILLIS);
    sandbox.clock.millis = ends - 31 * DAY_MILLIS;
    await sandbox.restart();
    expect(await authorityOf()).toBe(authority);
    sandbox.clock.millis = ends - 29 * DAY_MILLIS;
    await sandbox.restart();
    const next = await authorityOf();
    expect(next).not.toBe(authority);
    const certificate = new X509Certificate(await readFile(fileOf('certificate')));
    expect(certificate.verify(new X509Certificate(next).publicKey)).toBe(true);
    sandbox.clock.millis = Date.now();
    await sandbox.restart();
    expect((await describeRegions(await authorityOf()))?.status).toBe(200);
  });

  test.each([
    ['key', ''],
    ['certificate', 'no PEM'],
    ['authority', null],
  ])('is made again where its %s is damaged or of another pair', async (name, text) => {
    const otherFile = path.join(other.dataDir, 'tls', `${name}.pem`);
    await writeFile(fileOf(name), text ?? (await readFile(otherFile, 'utf8')));
    await sandbox.restart();
    expect((await describeRegions(await authorityOf()))?.status).toBe(200);
  });
});

describe('a certificate that is given', () => {
  test('is served, and its authority is not asked of the sandbox', async () => {
    const authority = await authorityOf();
    const given = await startTestSandbox({
      tls: { certificateFile: fileOf('certificate'), keyFile: fileOf('key') },
    });
    const { status, body } = await given.control('GET', 'authority');
    expect([status, body]).toEqual([404, { error: 'The certificate was given: ask its authority.' }]);
    const over = { port: given.port, method: 'GET', path: '/_sandbox/clock', authority };
    expect(await sendRaw(over)).toMatchObject({ status: 200 });
    await given.close();
  });

  test('that cannot be used keeps the sandbox from starting, which leaves the folder free', async () => {
    const dataDir = path.join(sandbox.dataDir, 'other');
    const start = (certificateFile: string, keyFile: string) =>
      startSandbox({
        port: 0,
        dataDir,
        seed: 'empty',
        accessKeyId: KEY_ID,
        accessKeySecret: KEY_SECRET,
        tls: { certificateFile, keyFile },
      });
    const absent = fileOf('absent');
    expect(await start(absent, fileOf('key'))).toEqual({
      ok: false,
      message: `${absent} and ${fileOf('key')} cannot be used for TLS: ENOENT: no such file or directory, open '${absent}'.`,
    });
    expect(await start(fileOf('authority'), fileOf('key'))).toMatchObject({
      ok: false,
      message: expect.stringContaining('key values mismatch') as string,
    });
    const started = await start(fileOf('certificate'), fileOf('key'));
    if (!started.ok) throw new Error(started.message);
    await started.sandbox.close();
  });
});

test('without --tls there is no authority, and TLS is not spoken', async () => {
  const plain = await startTestSandbox();
  const { status, body } = await plain.control('GET', 'authority');
  expect([status, body]).toEqual([404, { error: 'This sandbox was started without --tls.' }]);
  const over = { port: plain.port, method: 'GET', path: '/_sandbox/clock', authority: await authorityOf() };
  await expect(sendRaw(over)).rejects.toThrow('wrong version number');
  await plain.close();
});

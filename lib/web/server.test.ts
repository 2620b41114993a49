import { request, type IncomingHttpHeaders, type Server } from 'node:http';
import { connect } from 'node:net';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { forgetConfig } from '../config';
import { log } from '../telemetry/log';
import { createWebServer } from './server';
import { readStaticFiles } from './static-files';

const SCRIPT = 'console.log("a script of the build");\n'.repeat(100);
const ADDRESS = '/_next/static/chunks/a.js';

let folder: string;
let server: Server;
let port: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-web-'));
  await mkdir(join(folder, 'chunks'));
  await writeFile(join(folder, 'chunks/a.js'), SCRIPT);
  await writeFile(join(folder, 'face.woff2'), Buffer.from([0, 1, 2, 3]));
  const files = await readStaticFiles(folder, '/_next/static', { overNetwork: false });
  server = createWebServer({
    files,
    development: false,
    next: async (request, response) => {
      if (request.url === '/failing') throw new Error('a bug');
      const { 'content-security-policy': policy, 'x-forwarded-for': from } = request.headers;
      response.end(`from Next, for ${String(from)}, with ${policy}`);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It does not listen.');
  ({ port } = address);
  process.env['PORT'] = String(port);
  forgetConfig();
});

afterAll(async () => {
  delete process.env['PORT'];
  server.close();
  await rm(folder, { recursive: true });
});

type Answer = { status: number | undefined; headers: IncomingHttpHeaders; body: Buffer };

function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) }),
      );
    })
      .on('error', reject)
      .end();
  });
}

/**
 * Sends a request with exactly this text, which no client library would send, and returns the first line of the
 * response.
 */
function firstLineFor(...lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write([...lines, 'Connection: close', '', ''].join('\r\n')),
    );
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('error', reject);
    socket.on('close', () => resolve(answer.split('\r\n', 1)[0] ?? ''));
  });
}

describe('the web server', () => {
  test('names each request in its response, to scripts as well, and in what it says when it fails', async () => {
    const cause = vi.spyOn(log(), 'error');
    const { status, headers, body } = await ask('/failing');
    const id = String(headers['x-request-id']);
    expect(id).toMatch(/^[\da-f-]{36}$/);
    expect(headers['server-timing']).toBe(`request;desc="${id}"`);
    expect(status).toBe(500);
    expect(body.toString()).toContain(`Sluice failed. Sluice request ID: ${id}\n`);
    expect(cause).toHaveBeenCalledWith(
      { id, err: expect.objectContaining({ message: 'a bug' }) as Error },
      'error',
    );
  });

  test('answers a file of the build from memory, for good, with its type and the security headers', async () => {
    const { status, headers, body } = await ask(ADDRESS);
    expect([status, body.toString()]).toEqual([200, SCRIPT]);
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'content-length': String(SCRIPT.length),
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  test('compresses for clients that accept it, and not for those that do not', async () => {
    const { headers, body } = await ask(ADDRESS, { 'accept-encoding': 'br, gzip' });
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    expect(body.length).toBeLessThan(SCRIPT.length / 4);
    expect(gunzipSync(body).toString()).toBe(SCRIPT);
    for (const rejected of ['br', 'gzip;q=0', 'gzip; q=0.0, br']) {
      expect(
        (await ask(ADDRESS, { 'accept-encoding': rejected })).headers['content-encoding'],
      ).toBeUndefined();
    }
    const face = await ask('/_next/static/face.woff2', { 'accept-encoding': 'gzip' });
    expect([face.headers['content-type'], face.headers['content-encoding']]).toEqual([
      'font/woff2',
      undefined,
    ]);
  });

  test('has the files of the build in brotli over a network, where bytes count more than the start', async () => {
    const files = await readStaticFiles(folder, '', { overNetwork: true });
    const { compressed } = files.get('/chunks/a.js') ?? {};
    expect([...(compressed?.keys() ?? [])]).toEqual(['br', 'gzip']);
    expect(brotliDecompressSync(compressed?.get('br') ?? '').toString()).toBe(SCRIPT);
    expect(files.get('/face.woff2')?.compressed.size).toBe(0);
  });

  test('passes on to Next who is connected, whatever a client claims', async () => {
    const { body } = await ask('/listeners', { 'x-forwarded-for': '203.0.113.99' });
    expect(body.toString()).toMatch(/^from Next, for 127\.0\.0\.1, /);
  });

  test('lets no page of a one-time link say its address to anybody, not even to a proxy', async () => {
    for (const path of ['/set-up/a-token', '/reset/a-token', '/invitation/a-token'])
      expect((await ask(path)).headers['referrer-policy']).toBe('strict-origin');
    expect((await ask('/listeners')).headers['referrer-policy']).toBe('same-origin');
  });

  test('answers HEAD with the same headers and no body', async () => {
    const { status, headers, body } = await ask(ADDRESS, {}, 'HEAD');
    expect([status, headers['content-length'], body.length]).toEqual([200, String(SCRIPT.length), 0]);
  });

  test.each([
    ['a foreign name', { host: 'evil.example' }, 421],
    ['a foreign page', { origin: 'http://evil.example' }, 403],
  ])('gives %s nothing, neither of the build nor of Next', async (_, headers, status) => {
    for (const path of [ADDRESS, '/listeners']) {
      const answer = await ask(path, headers);
      expect([answer.status, answer.body.length]).toEqual([status, 0]);
    }
  });

  test('answers 400 to what no address of it can be, whoever the Host names', async () => {
    const host = `Host: 127.0.0.1:${port}`;
    const targets = [
      'http://evil.example/',
      `http://127.0.0.1:${port}/listeners/`,
      '*',
      '/%',
      '/%zz/listeners',
    ];
    for (const method of ['GET', 'POST', 'OPTIONS'])
      for (const target of targets)
        expect([target, await firstLineFor(`${method} ${target} HTTP/1.1`, host)]).toEqual([
          target,
          'HTTP/1.1 400 Bad Request',
        ]);
    for (const hosts of [
      [host, host],
      [host, 'Host: evil.example'],
      ['Host: evil.example', host],
    ])
      expect(await firstLineFor('GET /listeners HTTP/1.1', ...hosts)).toBe('HTTP/1.1 400 Bad Request');
    expect(await firstLineFor('GET /listeners HTTP/1.1', host)).toBe('HTTP/1.1 200 OK');
  });

  test('says which methods there are to whoever uses another', async () => {
    const origin = { origin: `http://127.0.0.1:${port}` };
    for (const method of ['TRACE', 'PUT', 'PATCH', 'DELETE', 'PROPFIND']) {
      const { status, headers } = await ask('/listeners', origin, method);
      expect([method, status, headers['allow']]).toEqual([method, 405, 'GET, HEAD, POST, OPTIONS']);
    }
  });

  test('tells a person why nothing is served to another site, and lets its links lead to pages', async () => {
    const crossSite = { 'sec-fetch-site': 'cross-site' };
    const image = await ask('/listeners', {
      ...crossSite,
      'sec-fetch-mode': 'no-cors',
      'sec-fetch-dest': 'image',
    });
    expect(image.status).toBe(403);
    expect(image.body.toString()).toContain('another site sent it');
    const link = await ask('/listeners', {
      ...crossSite,
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    });
    expect(link.status).toBe(200);
  });

  test('says shortly that a file is not of this build', async () => {
    for (const path of ['/_next/static/chunks/b.js', '/_next/static/../server.js', `${ADDRESS}?v=1`]) {
      const { status, body } = await ask(path);
      expect([path, status, body.length]).toEqual([path, 404, 0]);
    }
  });

  test.each<Record<string, string>>([{}, { host: 'evil.example' }, { origin: 'http://evil.example' }])(
    'ends an upgrade that is asked for with %o: the build has none',
    async (headers) => {
      const upgrade = { connection: 'Upgrade', upgrade: 'websocket', ...headers };
      await expect(ask('//', upgrade)).rejects.toThrow('socket hang up');
    },
  );

  test('gives Next and the browser the same policy, with a nonce nobody else gets', async () => {
    const forged = { 'content-security-policy': "script-src 'nonce-forged'" };
    const [first, second] = [await ask('/listeners', forged), await ask('/listeners')];
    const policy = String(first.headers['content-security-policy']);
    expect(policy).toMatch(/'nonce-[A-Za-z0-9+/=]{22,}'/);
    expect(first.body.toString()).toBe(`from Next, for 127.0.0.1, with ${policy}`);
    expect(second.headers['content-security-policy']).not.toBe(policy);
    expect(first.headers['x-frame-options']).toBe('DENY');
  });

  test('hands everything else to Next: pages, other files, other methods', async () => {
    const requested = [
      ['/listeners', 'GET'],
      ['/icon.svg', 'GET'],
      ['/listeners', 'POST'],
    ] as const;
    for (const [path, method] of requested) {
      const origin = { origin: `http://127.0.0.1:${port}` };
      expect((await ask(path, origin, method)).body.toString()).toMatch(/^from Next/);
    }
  });
});

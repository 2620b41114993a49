import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inputLimits } from '../input-limits';
import { rejectsBody } from './body-limit';

let server: Server;
let port: number;
/** What the reader of the bodies has received. */
let read: { bytes: number; failed: boolean };

beforeAll(async () => {
  server = createServer((incoming, response) => {
    read = { bytes: 0, failed: false };
    if (rejectsBody(incoming, response)) return;
    incoming.on('data', (chunk: Buffer) => (read.bytes += chunk.length));
    incoming.on('error', () => (read.failed = true));
    incoming.on('end', () => response.end('taken'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It does not listen.');
  ({ port } = address);
});

afterAll(() => void server.close());

type Answer = { status: number | undefined; text: string };

/** Sends a body of this many bytes in chunks, with or without declaring its length. */
function send(bytes: number, { isLengthSaid }: { isLengthSaid: boolean }): Promise<Answer> {
  const piece = Buffer.alloc(256 * 1024, 'x');
  return new Promise((resolve, reject) => {
    const headers = isLengthSaid ? { 'content-length': String(bytes) } : { 'transfer-encoding': 'chunked' };
    let isAnswered = false;
    const outgoing = request({ host: '127.0.0.1', port, method: 'POST', headers }, (incoming) => {
      isAnswered = true;
      let text = '';
      incoming.on('data', (chunk: Buffer) => (text += chunk.toString()));
      incoming.on('end', () => resolve({ status: incoming.statusCode, text }));
    });
    // A sender that is answered early is cut off while it sends.
    outgoing.on('error', (error) => (isAnswered ? undefined : reject(error)));
    let left = bytes;
    const write = (): void => {
      while (left > 0) {
        if (isAnswered) break;
        const next = piece.subarray(0, Math.min(left, piece.length));
        left -= next.length;
        if (!outgoing.write(next)) return void outgoing.once('drain', write);
      }
      outgoing.end();
    };
    write();
  });
}

const rejection = { status: 413, text: 'A request may have 8 MB at most.\n请求的大小不能超过 8 MB。\n' };

describe('the body of a request', () => {
  test.each([{ isLengthSaid: true }, { isLengthSaid: false }])(
    'is accepted up to the limit, %o',
    async (how) => {
      expect(await send(inputLimits.bodyBytes, how)).toEqual({ status: 200, text: 'taken' });
      expect(read.bytes).toBe(inputLimits.bodyBytes);
    },
  );

  test('is rejected by its headers, with a message, before a byte of it is read', async () => {
    expect(await send(300 * 1024 * 1024, { isLengthSaid: true })).toEqual(rejection);
    expect(read.bytes).toBe(0);
  });

  test('of undeclared length is cut off where it exceeds the limit, with a message, and its reader sees an aborted request', async () => {
    expect(await send(300 * 1024 * 1024, { isLengthSaid: false })).toEqual(rejection);
    expect(read.bytes).toBeLessThanOrEqual(inputLimits.bodyBytes);
    await expect.poll(() => read.failed, { timeout: 10_000 }).toBe(true);
  });

  test('is rejected so that a sender who writes all of it first can still read why', async () => {
    const outgoing = connect(port, '127.0.0.1');
    let answer = '';
    outgoing.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    const bytes = inputLimits.bodyBytes + 1_000_000;
    outgoing.write(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${bytes}\r\n\r\n`);
    for (let left = bytes; left > 0; left -= 100_000) {
      const isTaken = outgoing.write(Buffer.alloc(Math.min(left, 100_000), 'x'));
      if (!isTaken) await once(outgoing, 'drain');
    }
    await expect.poll(() => answer).toContain(rejection.text);
    outgoing.destroy();
  });
});

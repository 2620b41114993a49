import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callSlb, noContent } from './client';
import { createTcpListener } from './operations/listeners';
import { reject, startAnsweringServer, type Answer, type ReceivedRequest } from './testing/answering-server';
import { connectTo, testKeyPair } from './testing/connection';

/**
 * Searches everything failing calls leave behind, in the value and on the console, for secrets. The libraries below put
 * the URL, the parameters and the signed text into what they throw.
 */

let written = '';
const restore: (() => void)[] = [];

beforeEach(() => {
  written = '';
  // Below console and the debug package: all terminal output passes here.
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream);
    stream.write = ((chunk: string | Uint8Array, ...rest: never[]) => {
      written += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
      return write(chunk, ...rest);
    }) as typeof stream.write;
    restore.push(() => {
      stream.write = write;
    });
  }
  for (const name of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
    const original = console[name];
    console[name] = (...values: unknown[]) => {
      written += values.map((value) => inspect(value, { depth: 9, showHidden: true })).join(' ');
    };
    restore.push(() => {
      console[name] = original;
    });
  }
});

afterEach(() => {
  for (const undo of restore.splice(0)) undo();
});

const SECRET_PARAMETER = 'value-only-the-url-holds';

function echoingSignature(request: ReceivedRequest): string {
  return (
    'Specified signature is not matched with our calculation. server string to sign is:' +
    `POST&%2F&AccessKeyId%3D${testKeyPair.accessKeyId}&${new URLSearchParams(request.parameters)}` +
    `${request.headers.authorization}`
  );
}

const failing: [string, Answer | 'nobody'][] = [
  [
    'a signature that does not match',
    (request, response) => reject(response, 400, 'SignatureDoesNotMatch', echoingSignature(request)),
  ],
  [
    'an unknown key named in the message',
    (request, response) =>
      reject(
        response,
        404,
        'InvalidAccessKeyId.NotFound',
        `Key ${testKeyPair.accessKeyId}: ${request.headers.authorization}`,
      ),
  ],
  [
    'a message with an address',
    (request, response) =>
      reject(
        response,
        400,
        'InvalidParameter',
        `See http://${request.headers.host}/?${new URLSearchParams(request.parameters)}`,
      ),
  ],
  [
    'an error without a code',
    (request, response) => response.writeHead(500).end(JSON.stringify(request.headers)),
  ],
  ['an answer that is no JSON', (request, response) => response.end(String(request.headers.authorization))],
  ['a broken connection', (_request, response) => response.socket?.destroy()],
  ['no answer in time', () => {}],
  ['half an answer', (_request, response) => response.writeHead(200, { 'content-length': '99' }).write('{')],
  ['nobody at the endpoint', 'nobody'],
];

describe('a failing call', () => {
  it.each(failing)('with %s shows no secret, signature, key id or address', async (_what, answer) => {
    let signature = 'no-request-came';
    const server = await startAnsweringServer((request, response) => {
      signature = /Signature=(\w+)/.exec(String(request.headers.authorization))?.[1] ?? 'unsigned';
      if (answer !== 'nobody') answer(request, response);
    });
    connectTo(server.port, { timeoutMillis: 200, deadlineMillis: 200 });
    if (answer === 'nobody') await server.stop();

    const results = [
      await createTcpListener('cn-hangzhou', { Description: SECRET_PARAMETER }),
      await callSlb({
        action: 'DescribeRegions',
        regionId: null,
        parameters: { Marker: SECRET_PARAMETER },
        effect: 'read',
        answer: noContent,
      }),
    ];
    await server.stop();

    expect(results.every((result) => !result.ok)).toBe(true);
    const left =
      written +
      results
        .map(
          (result) =>
            JSON.stringify(result) +
            String(result) +
            inspect(result, { depth: 9, showHidden: true, getters: true }),
        )
        .join('\n');
    expect(left).toContain('message');
    for (const forbidden of [
      testKeyPair.accessKeySecret,
      testKeyPair.accessKeyId,
      signature,
      'Signature=',
      'ACS3-HMAC',
      'AccessKeyId=',
      'AccessKeyId%3D',
      'http://',
      `127.0.0.1:${server.port}`,
      SECRET_PARAMETER,
    ]) {
      expect(left).not.toContain(forbidden);
    }
  });
});

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { contentOf } from './testing/content';
import { commonV1, queryOf, signatureV1 } from './testing/sign';
import { EDGE, HANGZHOU, KEY_ID, KEY_SECRET, testSandbox } from './testing/test-sandbox';

const sandbox = testSandbox();

/** A deletion that is signed well, as any page can do: the key pair has a public default. */
function signedDeletion(method: string): string {
  const all = [
    ...commonV1('DeleteLoadBalancerListener', {
      accessKeyId: KEY_ID,
      accessKeySecret: KEY_SECRET,
      nowMillis: sandbox.clock.millis,
    }),
    ...Object.entries({ RegionId: HANGZHOU, LoadBalancerId: EDGE, ListenerPort: '443' }),
  ];
  return queryOf([...all, ['Signature', signatureV1(method, all, KEY_SECRET)]]);
}

const FORM = 'application/x-www-form-urlencoded';
const PAGE = 'https://page.example';
const CROSS_SITE = { origin: PAGE, 'sec-fetch-site': 'cross-site' };

/** What browsers send for each thing that a page can do without asking first, and what they ask first. */
const ATTEMPTS = {
  'a form that posts itself': () => ({
    method: 'POST',
    path: '/',
    headers: { ...CROSS_SITE, 'sec-fetch-mode': 'navigate', 'content-type': FORM },
    body: signedDeletion('POST'),
  }),
  'a form in a sandboxed frame': () => ({
    method: 'POST',
    path: '/',
    headers: { origin: 'null', 'content-type': FORM },
    body: signedDeletion('POST'),
  }),
  'a form of plain text whose content is JSON': () => ({
    method: 'POST',
    path: '/_sandbox/reset',
    headers: { ...CROSS_SITE, 'content-type': 'text/plain' },
    body: '{"seed":"empty","x":"="}',
  }),
  'a fetch without CORS': () => ({
    method: 'POST',
    path: `/?${signedDeletion('POST')}`,
    headers: { ...CROSS_SITE, 'sec-fetch-mode': 'no-cors' },
  }),
  'an image': () => ({
    method: 'GET',
    path: `/?${signedDeletion('GET')}`,
    headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
  }),
  'a link that is followed': () => ({
    method: 'GET',
    path: `/?${signedDeletion('GET')}`,
    headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
  }),
  'the question before a fetch with CORS': () => ({
    method: 'OPTIONS',
    path: '/_sandbox/reset',
    headers: {
      ...CROSS_SITE,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    },
  }),
  'that fetch itself': () => ({
    method: 'POST',
    path: '/_sandbox/reset',
    headers: { ...CROSS_SITE, 'content-type': 'application/json' },
    body: '{"seed":"empty"}',
  }),
  'a page on another port of this machine': () => ({
    method: 'POST',
    path: '/_sandbox/reset',
    headers: {
      origin: 'http://127.0.0.1:3000',
      'sec-fetch-site': 'same-site',
      'content-type': 'application/json',
    },
    body: '{"seed":"empty"}',
  }),
  'a rebound name, which is same-origin to its page': () => ({
    method: 'GET',
    path: `/?${signedDeletion('GET')}`,
    headers: { host: 'page.example:4010', 'sec-fetch-site': 'same-origin' },
  }),
  'a rebound name that resets': () => ({
    method: 'POST',
    path: '/_sandbox/reset',
    headers: { host: 'page.example:4010', 'content-type': 'application/json' },
    body: '{"seed":"empty"}',
  }),
  'a rebound name that reads the log': () => ({
    method: 'GET',
    path: '/_sandbox/requests',
    headers: { host: 'page.example:4010' },
  }),
};

test.each(Object.entries(ATTEMPTS))('%s is rejected and changes nothing', async (_, attempt) => {
  const before = contentOf(sandbox.dataDir);
  const reply = await sandbox.send(attempt());
  expect([reply.status, reply.headers['content-type']]).toEqual([403, 'text/plain;charset=utf-8']);
  expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  expect(contentOf(sandbox.dataDir)).toEqual(before);
});

test('the same deletion is executed for a client that is no page, so that the rejections above mean something', async () => {
  const before = contentOf(sandbox.dataDir);
  const reply = await sandbox.send({ method: 'GET', path: `/?${signedDeletion('GET')}` });
  expect(reply.status).toBe(200);
  expect(contentOf(sandbox.dataDir)).not.toEqual(before);
});

test('no nonce of a rejected page is used up', async () => {
  const journal = path.join(sandbox.dataDir, 'nonces.log');
  const before = await readFile(journal, 'utf8');
  await sandbox.send(ATTEMPTS['an image']());
  expect(await readFile(journal, 'utf8')).toBe(before);
});

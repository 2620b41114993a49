import { describe, expect, test } from 'vitest';
import { contentSecurityPolicy, judgeRequest } from './request-guard';

const hosts = ['127.0.0.1:3000', 'localhost:3000', '[::1]:3000'];
const judge = (method: string, host: string | null, origin: string | null) => {
  const headers = new Headers();
  if (host !== null) headers.set('host', host);
  if (origin !== null) headers.set('origin', origin);
  return judgeRequest({ method, headers }, hosts);
};

describe('judgeRequest', () => {
  test('answers a reading request by any of its own names', () => {
    for (const host of hosts) expect(judge('GET', host, null)).toBe('trusted');
    expect(judge('GET', 'LOCALHOST:3000', null)).toBe('trusted');
  });

  test('turns away a foreign name, another port and no name at all', () => {
    expect(judge('GET', 'rebound.example:3000', null)).toBe('foreign-host');
    expect(judge('GET', '127.0.0.1:3001', null)).toBe('foreign-host');
    expect(judge('GET', '127.0.0.1', null)).toBe('foreign-host');
    expect(judge('GET', '127.0.0.1:3000.example', null)).toBe('foreign-host');
    expect(judge('GET', null, null)).toBe('foreign-host');
  });

  test('turns away a name and an origin that were both rebound', () => {
    expect(judge('POST', 'rebound.example:3000', 'http://rebound.example:3000')).toBe('foreign-host');
  });

  test('gives a foreign page nothing to read either', () => {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      expect(judge(method, 'localhost:3000', 'https://evil.example')).toBe('foreign-origin');
      expect(judge(method, 'localhost:3000', 'null')).toBe('foreign-origin');
      expect(judge(method, 'localhost:3000', 'http://localhost:3000')).toBe('trusted');
    }
  });

  test('asks a request that changes something for an origin of its own', () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'QUERY']) {
      expect(judge(method, 'localhost:3000', 'http://localhost:3000')).toBe('trusted');
      expect(judge(method, 'localhost:3000', 'http://127.0.0.1:3000')).toBe('trusted');
      expect(judge(method, 'localhost:3000', null)).toBe('foreign-origin');
      expect(judge(method, 'localhost:3000', 'null')).toBe('foreign-origin');
      expect(judge(method, 'localhost:3000', 'https://localhost:3000')).toBe('foreign-origin');
      expect(judge(method, 'localhost:3000', 'http://localhost:4010')).toBe('foreign-origin');
    }
  });
});

describe('contentSecurityPolicy', () => {
  test('lets only scripts with this nonce run, and evaluates strings in development alone', () => {
    const policy = contentSecurityPolicy('abc', false);
    expect(policy).toContain(`script-src 'self' 'nonce-abc' 'strict-dynamic';`);
    expect(policy).not.toContain('unsafe-eval');
    expect(contentSecurityPolicy('abc', true)).toContain(`'unsafe-eval'`);
  });

  test('allows inline styles as attributes only', () => {
    const policy = contentSecurityPolicy('abc', false);
    expect(policy.match(/[a-z-]+ [^;]*'unsafe-inline'/g)).toEqual([`style-src-attr 'unsafe-inline'`]);
  });

  test('lets nobody frame the console and nothing come from elsewhere', () => {
    const policy = contentSecurityPolicy('abc', false);
    expect(policy).toContain(`default-src 'none'`);
    expect(policy).toContain(`frame-ancestors 'none'`);
    expect(policy).not.toMatch(/https?:|\*/);
  });
});

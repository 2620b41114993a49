import { describe, expect, test } from 'vitest';
import { contentSecurityPolicy, checkRequest, securityHeaders } from './request-guard';

const hosts = ['127.0.0.1:3000', 'localhost:3000', '[::1]:3000'];
const origins = hosts.map((host) => `http://${host}`);
const verdict = (method: string, host: string | null, origin: string | null) => {
  const headers = new Headers();
  if (host !== null) headers.set('host', host);
  if (origin !== null) headers.set('origin', origin);
  return checkRequest({ method, headers }, origins, 'page');
};

describe('checkRequest', () => {
  test('answers a reading request by any of its own names', () => {
    for (const host of hosts) expect(verdict('GET', host, null)).toBe('trusted');
    expect(verdict('GET', 'LOCALHOST:3000', null)).toBe('trusted');
  });

  test('turns away a foreign name, another port and no name at all', () => {
    expect(verdict('GET', 'rebound.example:3000', null)).toBe('foreign-host');
    expect(verdict('GET', '127.0.0.1:3001', null)).toBe('foreign-host');
    expect(verdict('GET', '127.0.0.1', null)).toBe('foreign-host');
    expect(verdict('GET', '127.0.0.1:3000.example', null)).toBe('foreign-host');
    expect(verdict('GET', null, null)).toBe('foreign-host');
  });

  test('turns away a name and an origin that were both rebound', () => {
    expect(verdict('POST', 'rebound.example:3000', 'http://rebound.example:3000')).toBe('foreign-host');
  });

  test('gives a foreign page nothing to read either', () => {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      expect(verdict(method, 'localhost:3000', 'https://evil.example')).toBe('foreign-origin');
      expect(verdict(method, 'localhost:3000', 'null')).toBe('foreign-origin');
      expect(verdict(method, 'localhost:3000', 'http://localhost:3000')).toBe('trusted');
    }
  });

  test('requires a same-origin Origin of a request that changes something', () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'QUERY']) {
      expect(verdict(method, 'localhost:3000', 'http://localhost:3000')).toBe('trusted');
      expect(verdict(method, 'localhost:3000', 'http://127.0.0.1:3000')).toBe('trusted');
      expect(verdict(method, 'localhost:3000', null)).toBe('foreign-origin');
      expect(verdict(method, 'localhost:3000', 'null')).toBe('foreign-origin');
      expect(verdict(method, 'localhost:3000', 'https://localhost:3000')).toBe('foreign-origin');
      expect(verdict(method, 'localhost:3000', 'http://localhost:4010')).toBe('foreign-origin');
    }
  });
});

describe('checkRequest, at an address of its own', () => {
  const url = ['https://sluice.example.com'];
  const verdictAt = (method: string, host: string, origin: string | null) => {
    const headers = new Headers(origin === null ? { host } : { host, origin });
    return checkRequest({ method, headers }, url, 'page');
  };

  test('answers this host and https origin', () => {
    expect(verdictAt('GET', 'sluice.example.com', null)).toBe('trusted');
    expect(verdictAt('POST', 'Sluice.Example.com', 'https://sluice.example.com')).toBe('trusted');
  });

  test('turns away every other host and origin, those of loopback too', () => {
    for (const host of ['127.0.0.1:3000', 'localhost', 'sluice.example.com:3000', 'sluice.example.com.evil'])
      expect(verdictAt('GET', host, null)).toBe('foreign-host');
    for (const origin of [
      'http://sluice.example.com',
      'http://127.0.0.1:3000',
      'https://evil.example',
      'null',
    ])
      expect(verdictAt('POST', 'sluice.example.com', origin)).toBe('foreign-origin');
    expect(verdictAt('POST', 'sluice.example.com', null)).toBe('foreign-origin');
  });
});

describe('checkRequest, if the browser says who sent the request', () => {
  const targets = ['page', 'route', 'action'] as const;
  const sentBy = (
    site: string | null,
    target: (typeof targets)[number],
    more: Record<string, string> = {},
  ) => {
    const headers = new Headers({ host: 'localhost:3000', ...more });
    if (site !== null) headers.set('sec-fetch-site', site);
    return checkRequest({ method: 'GET', headers }, origins, target);
  };
  const goingThere = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
  const loads: Record<string, string>[] = [
    {},
    { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
    { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' },
    { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' },
    { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
    { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'object' },
    { ...goingThere, 'sec-purpose': 'prefetch;prerender' },
  ];

  test('answers its own pages, typed addresses and programs whatever they ask for', () => {
    for (const target of targets)
      for (const site of ['same-origin', 'none', null])
        for (const how of [...loads, goingThere]) expect(sentBy(site, target, how)).toBe('trusted');
  });

  test('answers nothing that another site, or another port of this machine, loads', () => {
    for (const target of targets)
      for (const site of ['cross-site', 'same-site', 'anything-new'])
        for (const how of loads) expect(sentBy(site, target, how)).toBe('cross-site');
  });

  test('lets a link on another site lead to a page, and to nothing that spends calls', () => {
    for (const site of ['cross-site', 'same-site']) {
      expect(sentBy(site, 'page', goingThere)).toBe('trusted');
      expect(sentBy(site, 'route', goingThere)).toBe('cross-site');
      expect(sentBy(site, 'action', goingThere)).toBe('cross-site');
    }
  });

  test('takes no other method for going to a page', () => {
    const headers = new Headers({
      host: 'localhost:3000',
      origin: 'http://localhost:3000',
      'sec-fetch-site': 'cross-site',
      ...goingThere,
    });
    for (const method of ['HEAD', 'POST', 'OPTIONS'])
      expect(checkRequest({ method, headers }, origins, 'page')).toBe('cross-site');
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

test('a browser is told to use HTTPS only, where there is TLS', () => {
  const names = (isBehindTls: boolean) => securityHeaders(isBehindTls).map(([name]) => name);
  expect(names(true)).toEqual([...names(false), 'strict-transport-security']);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTarget } from './request-target';

test.each([
  '/',
  '/listeners?x=%',
  '/listeners/cn-hangzhou/lb-1/80',
  '/a%20b/%E4%B8%AD',
  '/listeners?q=%E0%A4%A#%',
])('takes %s as it is', (target) => {
  expect(readTarget(target)).toEqual({ kind: 'address', url: target });
});

test.each([
  'http://evil.example/',
  'http://127.0.0.1:3000/listeners',
  'evil.example:443',
  '*',
  '',
  '?x',
  '/%',
  '/%zz/listeners',
  '/%E0%A4%A',
  '/%?x',
])('finds %j malformed', (target) => {
  expect(readTarget(target)).toEqual({ kind: 'malformed' });
});

test.each([
  '/listeners/%E0%A4%A/x/1',
  '/runs/%',
  '/x\\%zz',
  '/_global-error',
  '/%2e%2e/%5fnot-found',
  '/x\\_global-error',
])('leads %s to the page that says that nothing is there', (target) => {
  expect(readTarget(target)).toEqual({ kind: 'address', url: '/missing' });
});

test('leaves nothing for Next to fail on, whatever is requested', () => {
  const text = fc.string({
    unit: fc.constantFrom('/', '\\', '%', '2', 'f', 'e', '.', '?', '#', 'a', '*', ':'),
  });
  const anyText = fc.property(text, (target) => {
    const reading = readTarget(target);
    if (reading.kind === 'malformed') return;
    expect(reading.url.startsWith('/')).toBe(true);
    for (const segment of reading.url.split(/[?#]/, 1)[0]?.split('/') ?? [])
      expect(() => decodeURIComponent(segment)).not.toThrow();
  });
  expect(() => fc.assert(anyText)).not.toThrow();
});

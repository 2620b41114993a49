import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HOME, safeNext } from './safe-next';

it.each(['/listeners', '/listeners?q=port:80#top', '/activity/12', '/runs?page=2'])(
  'leads to %s',
  (requested) => {
    expect(safeNext(requested)).toBe(requested);
  },
);

it.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '\\\\evil.example',
  'javascript:alert(1)',
  '/..//evil.example',
  '/x/..//evil.example/%2e',
  'listeners',
  '',
  '/sign-in?next=/sign-in',
  undefined,
  ['/listeners'],
  `/listeners?q=${'x'.repeat(2000)}`,
  `/listeners?q=${'监'.repeat(300)}`,
])('leads to the first page instead of %j', (requested) => {
  expect(safeNext(requested)).toBe(HOME);
});

it('never leads to another site, whatever is requested', () => {
  const text = fc.string({
    unit: fc.constantFrom('/', '\\', '.', ':', '@', '\t', '\n', ' ', '%', '2', 'f', 'e', 'x'),
  });
  const here = 'https://sluice.example';
  expect(() =>
    fc.assert(
      fc.property(text, (requested) => {
        expect(new URL(safeNext(requested), here).origin).toBe(here);
      }),
    ),
  ).not.toThrow();
});

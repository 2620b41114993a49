import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { journeyPattern, journeys } from './journeys.js';
import { root } from './root.js';

const named = Object.entries(journeys).flatMap(([file, titles]) =>
  titles.map((title) => [file, title] as const),
);

describe('the main journeys', () => {
  it.each(named)('%s has a test whose title begins: %s', (file, title) => {
    const text = readFileSync(join(root, 'e2e', `${file}.spec.ts`), 'utf8');
    expect(["'", '"', '`'].map((quote) => text.split(`${quote}${title}`).length - 1)).toContain(1);
    expect(journeyPattern().test(`e2e/${file}.spec.ts ${title}`)).toBe(true);
  });

  it('are not all tests', () => {
    expect(journeyPattern().test('e2e/list-axe.spec.ts axe finds nothing on an open filter')).toBe(false);
  });
});

import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readText, relativeLinksOf } from './markdown';
import { root } from './root.js';

function markdownIn(folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
}

const pages = ['.', 'docs', 'docs/decisions', 'bench'].flatMap(markdownIn);

test('every relative link of our Markdown files leads to a file', () => {
  expect(pages).toContain('README.zh-CN.md');
  const dead = pages.flatMap((page) =>
    relativeLinksOf(readText(page))
      .filter((target) => !existsSync(join(root, dirname(page), target)))
      .map((target) => `${page} -> ${target}`),
  );
  expect(dead).toEqual([]);
});

import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inlineCodeOf, readText, relativeLinksOf } from './markdown';
import { root } from './root.js';

function markdownIn(folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
}

test('every relative link of our Markdown files leads to a file', () => {
  const pages = ['.', 'docs', 'docs/decisions', 'bench'].flatMap(markdownIn);
  expect(pages).toContain('README.zh-CN.md');
  const dead = pages.flatMap((page) =>
    relativeLinksOf(readText(page))
      .filter((target) => !existsSync(join(root, dirname(page), target)))
      .map((target) => `${page} -> ${target}`),
  );
  expect(dead).toEqual([]);
});

test('every file and folder that CONTRIBUTING.md names exists', () => {
  const named = inlineCodeOf(readText('CONTRIBUTING.md')).filter((code) =>
    /^(?:app|components|lib|e2e|scripts|docs)\//.test(code),
  );
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

describe('docs/architecture.md', () => {
  const text = readText('docs/architecture.md');
  const sources = ['app', 'components', 'lib', 'scripts'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );

  test('names files that exist', () => {
    const named = inlineCodeOf(text).filter((code) => /\.(?:tsx?|js)$/.test(code));
    expect(named.length).toBeGreaterThan(40);
    const missing = named.filter(
      (name) => !sources.some((path) => path === name || path.endsWith(`/${name}`)),
    );
    expect(missing).toEqual([]);
  });

  test('has a glossary whose names are found in the code', () => {
    const glossary = text.split('\n## Glossary\n')[1]?.split('\n## ')[0] ?? '';
    const names = glossary
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .flatMap((row) => inlineCodeOf(row.split(' | ')[2] ?? ''));
    expect(names.length).toBeGreaterThan(25);
    const code = sources
      .filter((path) => /(?<!\.test)\.tsx?$/.test(path))
      .map(readText)
      .join('\n');
    const words = new Set(code.match(/\w+/g));
    expect(names.filter((name) => !words.has(name) && !existsSync(join(root, name)))).toEqual([]);
  });
});

/** What the head of a decision says; `status` is null if it has no line for it. */
const decisions = markdownIn('docs/decisions')
  .toSorted()
  .map((path) => {
    const text = readText(path);
    const [, number = '', title = ''] = /^# (\d{3}):? (.+)\n/.exec(text) ?? [];
    const line = /^# .+\n\nStatus: (.+?) · Date: (\d{4}-\d\d-\d\d)( · .+)?\n/.exec(text);
    return { path, number, title, status: line?.[1] ?? null, date: line?.[2] ?? '', note: line?.[3] ?? '' };
  });

describe('the decisions', () => {
  test('each start with their number, and no two have the same', () => {
    expect(decisions.filter(({ path, number }) => !basename(path).startsWith(`${number}-`))).toEqual([]);
    expect(new Set(decisions.map(({ number }) => number)).size).toBe(decisions.length);
  });

  test('each have a status and a date', () => {
    const known = /^(?:accepted|withdrawn|superseded by \d{3})(?:, [a-z ]+ \d{3})*$/;
    expect(decisions.filter(({ status }) => !known.test(status ?? '')).map(({ path }) => path)).toEqual([]);
  });

  test('each have a context, a decision and consequences', () => {
    const headings = decisions.map(({ path }) => ({
      path,
      headings: [...readText(path).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading),
    }));
    expect(
      headings
        .filter((one) => one.headings.join() !== 'Context,Decision,Consequences')
        .map(({ path }) => path),
    ).toEqual([]);
  });

  test('that supersede another are named there', () => {
    const pairs = decisions.flatMap(({ number, note }) =>
      [...note.matchAll(/Supersedes (\d{3})/g)].map(([, older = '']) => ({ number, older })),
    );
    expect(pairs.length).toBeGreaterThan(0);
    const unsaid = pairs.filter(
      ({ number, older }) => !decisions.some((one) => one.number === older && one.status?.includes(number)),
    );
    expect(unsaid).toEqual([]);
  });
});

describe('CHANGELOG.md', () => {
  const releases = readText('CHANGELOG.md')
    .split('\n## ')
    .slice(1)
    .map((text) => ({
      name: text.split('\n')[0] ?? '',
      groups: [...text.matchAll(/^### (.+)$/gm)].map(([, group = '']) => group),
      entries: text.match(/^- /gm)?.length ?? 0,
    }));

  test('has releases with a version and a date, newest first', () => {
    const [unreleased, ...dated] = releases.map(({ name }) => name);
    expect(unreleased).toBe('Unreleased');
    expect(dated.length).toBeGreaterThan(5);
    expect(dated.filter((name) => !/^\d+\.\d+\.\d+ \(\d{4}-\d\d-\d\d\)$/.test(name))).toEqual([]);
    expect(dated.toSorted((one, other) => other.localeCompare(one, 'en', { numeric: true }))).toEqual(dated);
  });

  test('has at most a dozen entries in a release, grouped', () => {
    const isWrong = ({ name, entries }: (typeof releases)[number]) =>
      entries > 12 || (entries === 0 && name !== 'Unreleased');
    expect(releases.filter(isWrong)).toEqual([]);
    const order = ['Added', 'Changed', 'Fixed'];
    expect(
      releases.filter(
        ({ groups }) => groups.join() !== order.filter((group) => groups.includes(group)).join(),
      ),
    ).toEqual([]);
  });
});

describe('the index of docs/', () => {
  const index = readText('docs/README.md');

  test('names every file of docs/', () => {
    const files = readdirSync(join(root, 'docs'), { withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'README.md')
      .map(({ name }) => name);
    expect(files).toContain('architecture.md');
    expect(files.filter((name) => !index.includes(`| [${name}](${name}) |`))).toEqual([]);
  });

  test('lists every decision with its title, status and date, in order', () => {
    const rows = index.split('\n').filter((line) => /^\| \[\d{3}\]/.test(line));
    expect(rows).toEqual(
      decisions.map(
        ({ path, number, title, status, date }) =>
          `| [${number}](decisions/${basename(path)}) | ${title} | ${status} | ${date} |`,
      ),
    );
  });
});

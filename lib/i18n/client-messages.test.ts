import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

/**
 * A client component that looks up a message which its page does not send shows the name of the message instead. The types cannot tell: so
 * the imports are followed from each page, and what the client components use is held against what `ClientMessages` above them sends.
 */

const root = resolve(import.meta.dirname, '../..');

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The files of ours that a file runs, loaded at once or later. */
function importsOf(path: string): string[] {
  const pattern = /^(?:import|export) (?!type )[^'"`;]*?from '([^']+)'|\bimport\('([^']+)'\)/gm;
  return [...read(path).matchAll(pattern)].flatMap((match) => {
    const specifier = match[1] ?? match[2] ?? '';
    const target = specifier.startsWith('@/')
      ? specifier.slice(2)
      : specifier.startsWith('.')
        ? relative(root, resolve(root, dirname(path), specifier))
        : null;
    if (target === null) return [];
    return [`${target}.tsx`, `${target}.ts`].filter((file) => existsSync(join(root, file))).slice(0, 1);
  });
}

/** What a file sends; null where it leaves that to those above it. */
function sentBy(path: string): string[] | null {
  const text = read(path);
  if (!text.includes('<ClientMessages')) return null;
  return [...text.matchAll(/<ClientMessages\s+paths=\{([^}]*)\}/g)].flatMap((match) =>
    [...(match[1] ?? '').matchAll(/'([\w.-]+)'/g)].map(([, name = '']) => name),
  );
}

/** What the nearest layout above sends: itself, or the frame it renders. */
function sentAbove(path: string): string[] {
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    const layout = join(folder, 'layout.tsx');
    if (!existsSync(join(root, layout)) || layout === path) continue;
    const sent =
      sentBy(layout) ??
      importsOf(layout)
        .map(sentBy)
        .find((names) => names !== null);
    if (sent) return sent;
  }
  return [];
}

/** A whole namespace or a group that is sent has all below it; a component may also use some groups of a namespace. */
function isSent(used: string, sent: readonly string[]): boolean {
  return sent.some((name) => `${used}.`.startsWith(`${name}.`) || name.startsWith(`${used}.`));
}

type Use = { path: string; used: string; sent: readonly string[] };

function usesFrom(entry: string, above: readonly string[]): Use[] {
  const seen = new Set<string>();
  const uses: Use[] = [];
  function walk(path: string, sent: readonly string[], isInClient: boolean): void {
    const text = read(path);
    const isClient = isInClient || text.startsWith("'use client'");
    const key = `${path} ${isClient} ${sent.join()}`;
    if (seen.has(key)) return;
    seen.add(key);
    // It brings messages of its own, loaded with it.
    if (text.includes('<NextIntlClientProvider')) return;
    if (isClient)
      for (const [, used = ''] of text.matchAll(/\buseTranslations\('([^']+)'\)/g))
        uses.push({ path, used, sent });
    const below = sentBy(path) ?? sent;
    for (const next of importsOf(path)) walk(next, below, isClient);
  }
  walk(entry, above, false);
  return uses;
}

const entries = readdirSync(join(root, 'app'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /(?:^|\/)(?:page|layout|error|default)\.tsx$/.test(name))
  .map((name) => join('app', name));

test('every page sends the messages that its client components use', () => {
  const uses = entries.flatMap((entry) =>
    usesFrom(entry, sentAbove(entry)).map((use) => ({ ...use, entry })),
  );
  expect(uses.length).toBeGreaterThan(100);
  const missing = uses
    .filter(({ used, sent }) => !isSent(used, sent))
    .map(({ entry, path, used }) => `${entry}: ${path} uses ${used}`);
  expect([...new Set(missing)]).toEqual([]);
});

test('no page sends what none of its client components use', () => {
  for (const entry of entries) {
    const sent = sentBy(entry);
    if (sent === null) continue;
    const below = entry.endsWith('layout.tsx')
      ? entries.filter((other) => other.startsWith(`${dirname(entry)}/`))
      : [entry];
    const used = below.flatMap((other) => usesFrom(other, sent).map((use) => use.used));
    expect({ entry, unused: sent.filter((name) => !used.some((one) => isSent(one, [name]))) }).toEqual({
      entry,
      unused: [],
    });
  }
});

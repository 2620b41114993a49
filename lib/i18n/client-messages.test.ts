import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

/**
 * A client component shows a message's key if its page does not send the message. Types cannot catch that, so this
 * follows the imports from each page, and compares what the client components use with what `ClientMessages` above them
 * sends.
 */

const root = resolve(import.meta.dirname, '../..');

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The project files a file imports at run time, statically or dynamically. */
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

/** The messages a file sends; null if it sends none itself. */
function sentBy(path: string): string[] | null {
  const text = read(path);
  if (!text.includes('<ClientMessages')) return null;
  return [...text.matchAll(/<ClientMessages\s+paths=\{([^}]*)\}/g)].flatMap((match) =>
    [...(match[1] ?? '').matchAll(/'([\w.-]+)'/g)].map(([, name = '']) => name),
  );
}

/** The messages sent by the nearest layout above, or by the frame it renders. */
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

/** A sent namespace or group includes everything below it; a component may also use only some groups of a namespace. */
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
    // It loads its own messages.
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

test('every page sends the messages its client components use', () => {
  const uses = entries.flatMap((entry) =>
    usesFrom(entry, sentAbove(entry)).map((use) => ({ ...use, entry })),
  );
  expect(uses.length).toBeGreaterThan(100);
  const missing = uses
    .filter(({ used, sent }) => !isSent(used, sent))
    .map(({ entry, path, used }) => `${entry}: ${path} uses ${used}`);
  expect([...new Set(missing)]).toEqual([]);
});

test('no page sends messages that none of its client components use', () => {
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

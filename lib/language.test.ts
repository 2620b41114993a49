import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/**
 * Words of Sluice's earlier, private vocabulary, and the field's terms for them (CONTRIBUTING.md, "Words"). A newcomer
 * knows the terms, so no identifier, file, message key or glossary entry uses the old words. Stored names and what a URL
 * may contain stay: columns, outcomes, error codes, filter values. They are strings or contain underscores, and neither
 * is checked here.
 */
const replaced: readonly (readonly [old: RegExp, term: string])[] = [
  [/^deeds?$/, 'write, action'],
  [/^judge(?:s|d|ment)?$/, 'decide, plan, evaluate'],
  [/^trails?$/, 'audit log'],
  [/^refus(?:e|es|ed|ing|al|als)$/, 'reject, rejection'],
  [/^obstacles?$/, 'block reason'],
  [/^mistakes?$/, 'diagnostic'],
  [/^sightings?$/, 'observation'],
  [/^vanish(?:es|ed)?$/, 'prune'],
  [/^lanes?$/, 'priority'],
  [/^pips?$/, 'server dots'],
  [/^pictures?$/, 'traffic path'],
  [/^untold$/, 'unreturned'],
  [/^meanwhile$/, 'concurrent'],
  [/^(?:un)?asked$/, 'requested'],
];

/** Names of several words, as written. */
const replacedNames: readonly (readonly [old: RegExp, term: string])[] = [
  [/^carryOut$|^CarriedOut$/, 'sendWithRecovery'],
  [/^Taken$/, 'Accepted'],
  [/^seenIn$/, 'probeEffect'],
  [/^onInstance$/, 'withInstanceLock'],
  [/^wouldPass$/, 'evaluateAcl'],
  [/^asking$|^Asking$/, 'PendingFetch'],
  [/^WholeReading$/, 'RegionSync'],
  [/^Soon$/, 'DelayedSkeleton'],
  [/^SteadyBoundary$/, 'StableSuspense'],
  [/^PaintFromHere$/, 'RenderBlockingMarker'],
  [/^whenAnswering$/, 'ifServerReachable'],
  [/^typedEarly$|^TypedEarly$/, 'preHydrationInput'],
  [/^EarlyKeys$/, 'BufferedKeys'],
  [/^sight$/, 'visibility'],
  [/^aloneIn$/, 'withLock'],
  [/^row(?:Board|Facts)$|^Row(?:Board|Facts)$/, 'row index, filterable row'],
  [/^(?:own|Own)Refusals?$/, 'local errors'],
  [/^look[A-Z]|^Look$/, 'poll, recheck, probe'],
  [/.[sS]een(?:$|[A-Z])|^seen[A-Z]/, 'observed'],
  [/[a-z](?<!search|typed|value)Words$/, 'messages'],
];

/** Names of columns and stored values, by the file that has to use them. */
const stored: Readonly<Record<string, readonly string[]>> = {
  'components/activity/outcome-mark.tsx': ['refused'],
  'lib/db/schema.ts': ['obstacle'],
  'lib/inventory/known-settings.ts': ['isConfigUntold'],
  'lib/inventory/rows.ts': ['isConfigUntold'],
  'lib/listeners/edit/option-facts.ts': ['isConfigUntold'],
  'lib/plans/planned-update.ts': ['isConfigUntold'],
  'lib/plans/verdicts.test.ts': ['isConfigUntold'],
  'lib/slb/answers/listeners.ts': ['isConfigUntold'],
  'lib/slb/responses.ts': ['isConfigUntold'],
  'lib/runs/read-runs.ts': ['obstacle'],
  'lib/runs/row-store.ts': ['obstacle'],
  'lib/runs/write-run.ts': ['obstacle'],
};

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

const folders = ['app', 'components', 'lib', 'e2e', 'scripts', 'bench'];

const files = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() &&
        !/(?:^|[\\/])(?:node_modules|dist|\.next)(?:[\\/]|$)/.test(relative(root, entry.parentPath)),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => /\.(?:tsx?|js|css|md)$/.test(path)),
);

/** The term to use instead of a name; undefined if the name has no old word. */
function termFor(name: string): string | undefined {
  const parts = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? [];
  return (
    replacedNames.find(([old]) => old.test(name))?.[1] ??
    replaced.find(([old]) => parts.some((part) => old.test(part.toLowerCase())))?.[1]
  );
}

function oldWordsIn(names: Iterable<string>): string[] {
  return [...new Set(names)].flatMap((name) => {
    const term = termFor(name);
    return term === undefined ? [] : [`${name}: ${term}`];
  });
}

/** Code without comments, strings, templates and regular expressions. */
function codeOf(text: string): string {
  return text.replaceAll(
    /\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|(?<=[(,=:[!&|?{};]\s*)\/(?![/*])(?:\[(?:[^\]\\\n]|\\.)*\]|[^/\\\n[]|\\.)+\/[a-z]*/gm,
    ' ',
  );
}

/** Identifiers, except those with underscores: columns and error codes. */
function namesIn(code: string): string[] {
  return (code.match(/(?<![\w$])[A-Za-z$][\w$]*/g) ?? []).filter((name) => !/[a-z]_|_[a-z]/.test(name));
}

describe('the language of the code', () => {
  it('recognizes an old word in any name that contains it', () => {
    expect(
      oldWordsIn(['newDeed', 'TrailState', 'knownRefusal', 'firstSeenAtMillis', 'SaidMistake']),
    ).toHaveLength(5);
    expect(oldWordsIn(['createIntent', 'auditLog', 'seen', 'lookup', 'searchWords', 'Trailing'])).toEqual([]);
  });

  it('has no identifier with an old word', () => {
    const found = files
      .filter((path) => /\.(?:tsx?|js)$/.test(path) && path !== fileURLToPath(import.meta.url))
      .flatMap((path) =>
        oldWordsIn(
          namesIn(codeOf(readFileSync(path, 'utf8'))).filter(
            (name) => !stored[relative(root, path)]?.includes(name),
          ),
        ).map((word) => `${relative(root, path)}: ${word}`),
      );
    expect(found).toEqual([]);
  });

  it('makes exceptions only for names that are used', () => {
    const unused = Object.entries(stored).flatMap(([path, names]) => {
      const used = namesIn(codeOf(readFileSync(join(root, path), 'utf8')));
      return names.filter((name) => !used.includes(name)).map((name) => `${path}: ${name}`);
    });
    expect(unused).toEqual([]);
  });

  it('has no file with such a name', () => {
    const names = files.map((path) => basename(path).replace(/\..*$/, ''));
    const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((name) =>
      basename(name, '.md'),
    );
    expect(oldWordsIn([...names, ...docs].map(camel))).toEqual([]);
  });

  it('has no message with such a key', () => {
    const folder = join(root, 'lib/i18n/messages/en');
    const keys = readdirSync(folder).flatMap((name) =>
      keysOf(JSON.parse(readFileSync(join(folder, name), 'utf8'))),
    );
    expect(keys.length).toBeGreaterThan(500);
    expect(oldWordsIn(keys.filter((key) => !isStored(key)).map(camel))).toEqual([]);
  });

  it('has no such entry in the glossary', () => {
    const text = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
    const [, glossary = ''] = /\n## Glossary\n([\s\S]*?)(?:\n## |$)/.exec(text) ?? [];
    const rows = glossary.split('\n').filter((line) => line.startsWith('|'));
    expect(rows.length).toBeGreaterThan(10);
    const entries = rows.map((row) =>
      row
        .split('|')
        .slice(1, 4)
        .filter((_, cell) => cell !== 1)
        .join(' '),
    );
    expect(oldWordsIn(entries.flatMap((entry) => entry.match(/[A-Za-z]+/g) ?? []))).toEqual([]);
  });
});

/** `local-errors` as `localErrors`. */
function camel(name: string): string {
  return name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function keysOf(messages: object): string[] {
  return Object.entries(messages).flatMap(([key, value]) => [
    key,
    ...(typeof value === 'object' && value !== null ? keysOf(value) : []),
  ]);
}

/** Whether a key is itself a stored value: an operation, an outcome, an error code, a reason for skipping a row. */
function isStored(key: string): boolean {
  return /^[A-Z]|_/.test(key) || ['refused', 'seen', 'changed-meanwhile', 'started-meanwhile'].includes(key);
}

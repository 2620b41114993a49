import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/**
 * The walls of docs/architecture.md, read off the imports. Imports go down only; the sandbox is a separate building.
 */

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

type SourceFile = { path: string; text: string; imports: string[]; isTest: boolean };

function sourcesBelow(folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const source = readFileSync(file, 'utf8');
      const path = relative(root, file);
      // The programs it writes have imports of their own.
      const text = path.startsWith('lib/snippets/')
        ? source.replace(/\bcode`(?:[^`\\]|\\.)*`/g, '``')
        : source;
      return { path, text, imports: importsOf(text), isTest: /\.test\.tsx?$|\/testing\//.test(path) };
    });
}

/** Static, dynamic and type imports and re-exports. */
function importsOf(text: string): string[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g;
  return [...text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

/** The file of ours an import reaches, from the root; undefined for a package. */
function ours(file: SourceFile, specifier: string): string | undefined {
  if (specifier.startsWith('@/')) return specifier.slice(2);
  if (specifier.startsWith('.')) return relative(root, resolve(root, dirname(file.path), specifier));
  return undefined;
}

const files = ['app', 'components', 'lib'].flatMap(sourcesBelow);
const shipped = files.filter((file) => !file.isTest);

/** The edges that cross a wall, as `file -> import`. */
function edges(
  from: (path: string) => boolean,
  to: (target: string, specifier: string) => boolean,
  among = shipped,
): string[] {
  return among
    .filter((file) => from(file.path))
    .flatMap((file) =>
      file.imports
        .filter((specifier) => to(ours(file, specifier) ?? '', specifier))
        .map((specifier) => `${file.path} -> ${specifier}`),
    );
}

const below = (folder: string) => (path: string) => path === folder || path.startsWith(`${folder}/`);
const belowAny =
  (...folders: string[]) =>
  (path: string) =>
    folders.some((folder) => below(folder)(path));

const isReact = (specifier: string) =>
  /^(?:react|react-dom|react-hook-form|next-intl)(?:\/|$)/.test(specifier);

/**
 * The layers from the bottom up: folders, or single files of `lib`. A file belongs to the longest entry that contains it.
 * Add a new folder here, in the lowest layer possible.
 */
const floors = [
  ['lib/setting'],
  ['lib/cloud-settings'],
  ['lib/accounts-file'],
  ['lib/text', 'lib/input-limits', 'lib/zod-settings', 'lib/config', 'lib/sandbox'],
  ['lib/paths', 'lib/export', 'lib/i18n', 'lib/telemetry'],
  ['lib/db'],
  ['lib/slb'],
  ['lib/model'],
  ['lib/auth'],
  ['lib/inventory', 'lib/activity', 'lib/snippets'],
  ['lib/connection', 'lib/listeners/wire', 'lib/listeners/detail'],
  ['lib/listeners/commands', 'lib/listeners/list/filter'],
  ['lib/listeners/edit', 'lib/listeners/list'],
  ['lib/plans'],
  ['lib/runs'],
  ['lib/web'],
  ['components/ui'],
  ['components/form', 'components/shell'],
  ['components/listeners', 'components/sign-in'],
  ['components/activity', 'components/listeners/freshness', 'components/listeners/selection'],
  ['components/listeners/code', 'components/listeners/filter', 'components/listeners/form/state'],
  ['components/listeners/views', 'components/listeners/form/fields'],
  ['components/listeners/table', 'components/listeners/form/panels'],
  ['components/listeners/detail', 'components/listeners/form/steps'],
  ['components/listeners/peek'],
  ['components/connection', 'components/plans', 'components/runs'],
  ['app'],
];

const withoutEnding = (path: string): string => path.replace(/\.tsx?$/, '');

/** The entry of `floors` that contains a file, and its layer. */
function placeOf(path: string): { folder: string; floor: number } | undefined {
  return floors
    .flatMap((folders, floor) => folders.map((folder) => ({ folder, floor })))
    .filter(({ folder }) => below(folder)(withoutEnding(path)))
    .toSorted((one, other) => other.folder.length - one.folder.length)[0];
}

describe('the floors', () => {
  it('are read from a tree that has them all', () => {
    for (const folder of ['app', 'components/ui', 'lib/listeners', 'lib/slb', 'lib/sandbox'])
      expect(shipped.some((file) => below(folder)(file.path))).toBe(true);
    expect(shipped.flatMap((file) => file.imports).length).toBeGreaterThan(100);
  });

  it('have one direction: a folder imports itself and lower floors, never another folder of its own floor or above', () => {
    const unplaced = shipped.filter((file) => placeOf(file.path) === undefined).map((file) => file.path);
    expect(unplaced).toEqual([]);
    const upwards = shipped.flatMap((file) =>
      file.imports.flatMap((specifier) => {
        const target = ours(file, specifier);
        if (target === undefined) return [];
        const from = placeOf(file.path);
        const to = placeOf(target);
        const allowed = from && to && (from.folder === to.folder || from.floor > to.floor);
        return allowed ? [] : [`${file.path} -> ${specifier}`];
      }),
    );
    expect(upwards).toEqual([]);
  });

  it('list only folders that exist', () => {
    const unused = floors
      .flat()
      .filter((folder) => !shipped.some((file) => below(folder)(withoutEnding(file.path))));
    expect(unused).toEqual([]);
  });

  it('keep lib from React, but for what it keeps while it renders one page', () => {
    expect(
      edges(
        (path) => below('lib')(path) && !below('lib/i18n')(path),
        (_, specifier) => isReact(specifier),
      ),
    ).toEqual(['lib/web/require-actor.ts -> react']);
  });

  it('keep lib/model pure: it imports only types from lib/slb, lib/db and lib/config', () => {
    const impure = shipped
      .filter((file) => below('lib/model')(file.path))
      .flatMap((file) =>
        valueImportsOf(file.text)
          .filter((specifier) => belowAny('lib/slb', 'lib/db', 'lib/config')(ours(file, specifier) ?? ''))
          .map((specifier) => `${file.path} -> ${specifier}`),
      );
    expect(impure).toEqual([]);
  });

  it('pass state in: lib/model and filters depend on their arguments only', () => {
    const pure = shipped.filter((file) => belowAny('lib/model', 'lib/listeners/list/filter')(file.path));
    expect(pure.length).toBeGreaterThan(20);
    const fetching = pure.filter(({ text }) => /\bglobalThis\b|\bDate\.now\(|\bnew Date\(\)/.test(text));
    expect(fetching.map(({ path }) => path)).toEqual([]);
    // Use the tree or the columns of a filter, never its text.
    const searching = shipped.filter(({ text }) =>
      /\.(?:includes|indexOf)\((?:'[a-z-]+:'|`\$\{\w+\}:`)/.test(text),
    );
    expect(searching.map(({ path }) => path)).toEqual([]);
  });

  it('keep lib/text below everything', () => {
    expect(edges(below('lib/text'), (target) => target !== '' && !below('lib/text')(target))).toEqual([]);
  });

  it('keep the sandbox a separate building: nothing of ours in it, and nobody reaches it but over HTTP', () => {
    const outside = (target: string): boolean => target !== '' && !below('lib/sandbox')(target);
    expect(edges(below('lib/sandbox'), outside, files)).toEqual([]);
    expect(edges((path) => !below('lib/sandbox')(path), below('lib/sandbox'), files)).toEqual([]);
  });

  it('keep components/ui from forms, schemas, words and the domain', () => {
    expect(
      edges(
        below('components/ui'),
        (target, specifier) =>
          /^(?:react-hook-form|zod|next-intl)(?:\/|$)/.test(specifier) ||
          (below('lib')(target) && !below('lib/text')(target)) ||
          (below('components')(target) && !below('components/ui')(target)),
      ),
    ).toEqual([]);
  });

  it('keep components from server-only modules, but for their types', () => {
    const serverOnly = new Set(
      shipped
        .filter((file) => file.text.includes("import 'server-only'"))
        .map((file) => file.path.replace(/\.tsx?$/, '')),
    );
    expect(serverOnly.size).toBeGreaterThan(3);
    const offenders = shipped
      .filter((file) => below('components')(file.path))
      .flatMap((file) =>
        valueImportsOf(file.text)
          .filter((specifier) => serverOnly.has(ours(file, specifier) ?? ''))
          .map((specifier) => `${file.path} -> ${specifier}`),
      );
    expect(offenders).toEqual([]);
  });

  it('set zod up before a schema that the browser may load: its policy forbids what zod would try', () => {
    const usingZod = shipped.filter(
      (file) =>
        belowAny('lib', 'components')(file.path) &&
        // Neither the sandbox nor the answers of SLB ever leave the server.
        !belowAny('lib/sandbox', 'lib/slb/answers')(file.path) &&
        file.path !== 'lib/zod-settings.ts' &&
        !file.text.includes("import 'server-only'") &&
        valueImportsOf(file.text).some((specifier) => specifier === 'zod'),
    );
    expect(usingZod.length).toBeGreaterThan(0);
    const unset = usingZod.filter(
      (file) => !/^[^]*?import '[^']*\/zod-settings';\s*import[^;]* from 'zod';/.test(file.text),
    );
    expect(unset.map((file) => file.path)).toEqual([]);
  });

  it('mark what must not reach the browser with server-only', () => {
    const native = new Set([
      ...builtinModules,
      'libsql',
      '@alicloud/openapi-core',
      '@alicloud/credentials',
      '@node-rs/argon2',
    ]);
    const unmarked = shipped
      .filter((file) => below('lib')(file.path) && !below('lib/sandbox')(file.path))
      .filter((file) =>
        valueImportsOf(file.text).some((specifier) => native.has(specifier.replace(/^node:/, ''))),
      )
      .filter((file) => !/^(?:\/\*[\s\S]*?\*\/\s*)?import 'server-only';/.test(file.text))
      .map((file) => file.path);
    expect(unmarked).toEqual([]);
  });

  it('keep ids, addresses, ports and codes from a translator, which changes them: all that is set in the monospaced face, or as an id', () => {
    const tags = shipped.flatMap(({ path, text }) =>
      [...text.matchAll(/<(?:[a-z]+|Link)\b[^<>]*?className="([^"]*)"[^<>]*>/g)]
        .filter(([, classes = '']) => /(?:^|[\s-])mono(?:\s|$)|(?:^|\s)id(?:\s|$)/.test(classes))
        .map(([tag]) => ({ path, tag })),
    );
    const verbatim = shipped.flatMap(({ text }) => text.match(/<(?:Mono|Id|Code)\b/g) ?? []);
    expect(tags.length).toBeGreaterThan(20);
    expect(tags.length + verbatim.length).toBeGreaterThan(70);
    expect(tags.filter(({ tag }) => !tag.includes('translate="no"'))).toEqual([]);
    const { text = '' } = shipped.find(({ path }) => path === 'components/ui/verbatim.tsx') ?? {};
    // Last, so that no caller can undo it.
    expect(text.match(/<(?:span|code) \{\.\.\.rest\} translate="no"/g)).toHaveLength(3);
  });

  it('have one link, which asks nothing early', () => {
    const links = edges(
      () => true,
      (_, specifier) => specifier === 'next/link',
    );
    expect(links).toEqual(['components/ui/link.tsx -> next/link']);
  });

  it('have one place that knows of input methods, and nobody hears a key before it', () => {
    const handling = shipped.filter((file) => /isComposing|keyCode|\b229\b/.test(file.text));
    expect(handling.map((file) => file.path).toSorted()).toEqual([
      'components/listeners/filter/search-box.tsx',
      'components/ui/input-method.ts',
    ]);
    const listening = shipped.filter((file) =>
      /window\.addEventListener\(\s*'key(?:down|press)'/.test(file.text),
    );
    expect(listening.map((file) => file.path)).toEqual(['components/ui/input-method.ts']);
    // What an input method has taken is kept back at keydown: the two others are heard without.
    expect(shipped.filter((file) => /onKeyUp|onKeyPress/.test(file.text)).map((file) => file.path)).toEqual(
      [],
    );
  });

  it('name no class that their style sheet does not have: what it was to say would not be seen', () => {
    const named = shipped.flatMap((file) =>
      [...file.text.matchAll(/import (\w+) from '([^']+\.module\.css)'/g)].flatMap(
        ([statement, name = '', sheet = '']) => {
          const rules = readFileSync(join(root, ours(file, sheet) ?? ''), 'utf8');
          const uses = file.text.replace(statement, '').matchAll(new RegExp(`\\b${name}\\.(\\w+)`, 'g'));
          return [...uses].map(([, word = '']) => ({ path: file.path, rules, word }));
        },
      ),
    );
    expect(named.length).toBeGreaterThan(50);
    const missing = named.filter(({ rules, word }) => !new RegExp(`\\.${word}(?![\\w-])`).test(rules));
    expect(missing.map(({ path, word }) => `${path} -> ${word}`)).toEqual([]);
  });

  it('name no width of a window that the tokens do not have: what is of it would be so at any width', () => {
    const tokens = readFileSync(join(root, 'app/tokens.css'), 'utf8');
    const known = [...tokens.matchAll(/--breakpoint-(\w+):/g)].map(([, width]) => width);
    expect(known.length).toBeGreaterThan(2);
    const unknown = shipped.flatMap((file) =>
      [...file.text.matchAll(/(?<=[\s'"`])(?:max-)?(sm|md|lg|xl|[2-9]xl):[a-z[-]/g)]
        .filter(([, width]) => !known.includes(width ?? ''))
        .map(([use]) => `${file.path} -> ${use}`),
    );
    expect(unknown).toEqual([]);
  });

  it('let only actions revalidate', () => {
    const callers = shipped
      .filter((file) => /\brevalidatePath\b|\brevalidateTag\b/.test(file.text))
      .map((file) => file.path);
    expect(callers.filter((path) => !/^app\/.*actions\.ts$/.test(path))).toEqual([]);
  });

  it('mock no module, and keep nothing on globalThis that is not removed before the next test file', () => {
    const tests = [...files, ...sourcesBelow('scripts')].filter(({ path }) => /\.test\.tsx?$/.test(path));
    const mocking = tests.filter(({ text }) => /\bvi\s*\.(?:do)?[mM]ock\(/.test(text));
    expect(mocking.map(({ path }) => path)).toEqual([]);
    // lib/testing/shared-process.ts removes what has this prefix.
    const names = shipped.flatMap(({ text }) =>
      [...text.matchAll(/: typeof globalThis & \{\s*(\w+)/g)].map(([, name = '']) => name),
    );
    expect(names.length).toBeGreaterThan(15);
    expect(names.filter((name) => !name.startsWith('sluice'))).toEqual([]);
  });

  it('have no barrel, no cycle and no default export but those Next demands', () => {
    const barrels = shipped.filter(
      (file) => /(?:^|\/)index\.tsx?$/.test(file.path) || /^export \*/m.test(file.text),
    );
    expect(barrels.map((file) => file.path)).toEqual([]);

    const nextDemands =
      /^(?:app\/.*\b(?:page|layout|loading|error|global-error|not-found|template|default|manifest|icon|route)\.tsx?|lib\/i18n\/request\.ts)$/;
    const defaults = shipped.filter(
      (file) => /^export default\b/m.test(file.text) && !nextDemands.test(file.path),
    );
    expect(defaults.map((file) => file.path)).toEqual([]);

    expect(cycles()).toEqual([]);
  });
});

function valueImportsOf(text: string): string[] {
  return importsOf(text.replaceAll(/(?:^|\n)\s*(?:import|export)\s+type\b[^;]*;/g, '\n'));
}

function cycles(): string[][] {
  const byPath = new Map(shipped.map((file) => [file.path.replace(/\.tsx?$/, ''), file]));
  const found: string[][] = [];
  const done = new Set<string>();
  const visit = (path: string, visiting: string[]): void => {
    if (visiting.includes(path)) {
      found.push([...visiting.slice(visiting.indexOf(path)), path]);
      return;
    }
    const file = byPath.get(path);
    if (done.has(path) || !file) return;
    for (const specifier of file.imports) {
      const target = ours(file, specifier);
      if (target !== undefined) visit(target, [...visiting, path]);
    }
    done.add(path);
  };
  for (const path of byPath.keys()) visit(path, []);
  return found;
}

import { describe, expect, test } from 'vitest';
import { readText } from './markdown';

interface LockedPackage {
  optionalDependencies?: Record<string, string>;
  os?: string[];
  cpu?: string[];
  libc?: string[];
}

const systems = [
  { os: 'linux', cpu: 'x64', libc: 'glibc' },
  { os: 'linux', cpu: 'arm64', libc: 'glibc' },
  { os: 'darwin', cpu: 'x64' },
  { os: 'darwin', cpu: 'arm64' },
  { os: 'win32', cpu: 'x64' },
];

/** An empty list suits every system. npm also knows negations (`!win32`), which no lock file of ours has. */
const suits = (allowed: string[] | undefined, actual: string | undefined): boolean =>
  allowed === undefined || actual === undefined || allowed.includes(actual);

/*
 * npm omits optional packages from a lock file it writes next to a `node_modules` of one system, and `npm ci` then
 * rejects the lock file everywhere.
 */
describe.each(['package-lock.json', 'bench/package-lock.json'])('%s', (file) => {
  const text = readText(file);
  const { packages } = JSON.parse(text) as { packages: Record<string, LockedPackage> };

  /** A package is resolved next to its dependent, then further up, as in Node. */
  function resolve(owner: string, name: string): LockedPackage | undefined {
    for (let at = owner; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
      const found = packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`];
      if (found !== undefined || at === '') return found;
    }
  }
  const owners = Object.entries(packages).map(([path, { optionalDependencies = {} }]) => ({
    path,
    options: Object.keys(optionalDependencies).map((name) => ({ name, locked: resolve(path, name) })),
  }));

  test('contains every optional package', () => {
    const missing = owners.flatMap(({ path, options }) =>
      options.filter(({ locked }) => locked === undefined).map(({ name }) => `${path} -> ${name}`),
    );
    expect(missing).toEqual([]);
  });

  test('has a binary for each supported system, of each package that has several', () => {
    const withBinaries = owners
      .map(({ path, options }) => ({
        path,
        binaries: options.flatMap(({ locked }) => (locked?.os && locked.cpu ? [locked] : [])),
      }))
      .filter(({ binaries }) => binaries.length > 1);
    expect(withBinaries.map(({ path }) => path)).toContain('node_modules/lightningcss');
    const missing = withBinaries.flatMap(({ path, binaries }) =>
      systems
        .filter(
          ({ os, cpu, libc }) =>
            !binaries.some((one) => suits(one.os, os) && suits(one.cpu, cpu) && suits(one.libc, libc)),
        )
        .map(({ os, cpu }) => `${path}: ${os} ${cpu}`),
    );
    expect(missing).toEqual([]);
  });

  test('names no registry, so that each clone installs from its own', () => {
    expect(text).not.toContain('"resolved"');
    expect(text).not.toContain('"!');
  });
});

import { expect, test } from 'vitest';
import { firstDifference } from './install';

const linux = { platform: 'linux', arch: 'x64' };
const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/next': { version: '16.4.6' },
    'node_modules/@next/swc-linux-x64-gnu': {
      version: '16.4.6',
      optional: true,
      os: ['linux'],
      cpu: ['x64'],
    },
    'node_modules/@next/swc-darwin-arm64': {
      version: '16.4.6',
      optional: true,
      os: ['darwin'],
      cpu: ['arm64'],
    },
  },
};
const { '': _project, 'node_modules/@next/swc-darwin-arm64': forAnotherSystem, ...installed } = lock.packages;

test('what npm installs of a lock file on this system is no difference', () => {
  expect(firstDifference(lock, { packages: installed }, linux)).toBeNull();
});

test('finds a package that is missing, of another version, or gone from the lock file', () => {
  const { 'node_modules/next': next, ...withoutNext } = installed;
  expect(firstDifference(lock, { packages: withoutNext }, linux)).toBe('node_modules/next');
  const older = { ...installed, 'node_modules/next': { ...next, version: '16.4.5' } };
  expect(firstDifference(lock, { packages: older }, linux)).toBe('node_modules/next');
  const more = { ...installed, 'node_modules/left-over': { version: '1.0.0' } };
  expect(firstDifference(lock, { packages: more }, linux)).toBe('node_modules/left-over');
});

test('finds binaries that were installed for another system', () => {
  const elsewhere = { ...installed, 'node_modules/@next/swc-darwin-arm64': forAnotherSystem };
  expect(firstDifference(lock, { packages: elsewhere }, linux)).toBe('node_modules/@next/swc-darwin-arm64');
  expect(firstDifference(lock, { packages: elsewhere }, { platform: 'darwin', arch: 'arm64' })).toBe(
    'node_modules/@next/swc-linux-x64-gnu',
  );
});

test('takes a binary that the lock file could not name for what it is', () => {
  const unlocked = {
    ...installed,
    'node_modules/@oxlint/binding-linux-x64-gnu': { version: '1.0.0', optional: true },
  };
  expect(firstDifference(lock, { packages: unlocked }, linux)).toBeNull();
});

test('understands negated systems', () => {
  const posix = { packages: { 'node_modules/posix': { version: '1.0.0', os: ['!win32'] } } };
  expect(firstDifference(posix, posix, linux)).toBeNull();
  expect(firstDifference(posix, posix, { platform: 'win32', arch: 'x64' })).toBe('node_modules/posix');
});

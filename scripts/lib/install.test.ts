import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isInstalled } from './install';

const next = { version: '16.4.6' };
const forAnotherSystem = { version: '16.4.6', optional: true };

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-install-'));
  write('package-lock.json', {
    '': { version: '0.1.0' },
    'node_modules/next': next,
    'node_modules/@next/swc': forAnotherSystem,
  });
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, packages: Record<string, object>) {
  mkdirSync(join(folder, file, '..'), { recursive: true });
  writeFileSync(join(folder, file), JSON.stringify({ packages }));
}

test('packages are installed when the record of npm has the versions of the lock file', () => {
  expect(isInstalled(folder)).toBe(false);
  write('node_modules/.package-lock.json', { 'node_modules/next': next });
  expect(isInstalled(folder)).toBe(true);
  write('node_modules/.package-lock.json', { 'node_modules/next': { version: '16.4.5' } });
  expect(isInstalled(folder)).toBe(false);
  write('node_modules/.package-lock.json', { 'node_modules/@next/swc': forAnotherSystem });
  expect(isInstalled(folder)).toBe(false);
});

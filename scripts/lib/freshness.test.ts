import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fingerprint, readStamp, removeStamp, writeStamp } from './freshness';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-freshness-'));
  mkdirSync(join(folder, 'app', 'deep'), { recursive: true });
  writeFileSync(join(folder, 'app', 'page.tsx'), 'one');
  writeFileSync(join(folder, 'app', 'deep', 'page.tsx'), 'two');
  writeFileSync(join(folder, 'next.config.js'), 'three');
});

afterEach(() => rmSync(folder, { recursive: true }));

const sources = ['app', 'next.config.js', 'postcss.config.mjs'];

test('the same contents have the same fingerprint, whatever their dates', () => {
  const before = fingerprint(folder, sources);
  utimesSync(join(folder, 'app', 'page.tsx'), new Date(0), new Date(0));
  expect(fingerprint(folder, sources)).toBe(before);
});

test('an edit, a new file, a moved file and a deleted file each change the fingerprint', () => {
  const fingerprints = [fingerprint(folder, sources)];
  writeFileSync(join(folder, 'app', 'page.tsx'), 'One');
  fingerprints.push(fingerprint(folder, sources));
  writeFileSync(join(folder, 'postcss.config.mjs'), '');
  fingerprints.push(fingerprint(folder, sources));
  renameSync(join(folder, 'app', 'deep', 'page.tsx'), join(folder, 'app', 'deep', 'layout.tsx'));
  fingerprints.push(fingerprint(folder, sources));
  rmSync(join(folder, 'next.config.js'));
  fingerprints.push(fingerprint(folder, sources));
  expect(new Set(fingerprints).size).toBe(fingerprints.length);
});

test('a file that does not matter changes nothing', () => {
  const matters = (path: string) => !path.endsWith('.test.ts');
  const before = fingerprint(folder, sources, matters);
  writeFileSync(join(folder, 'app', 'page.test.ts'), 'test');
  expect(fingerprint(folder, sources, matters)).toBe(before);
});

test('a stamp is read back as written, and is absent before and after', () => {
  const stamp = join(folder, 'build', 'stamp');
  expect(readStamp(stamp)).toBeNull();
  writeStamp(stamp, 'abc');
  expect(readStamp(stamp)).toBe('abc');
  removeStamp(stamp);
  expect(readStamp(stamp)).toBeNull();
});

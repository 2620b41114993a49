import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A digest of names and contents: moved, deleted and edited files change it, a new checkout or a `touch` does not.
 *
 * @param {string} root absolute
 * @param {readonly string[]} paths files and folders relative to it; one that does not exist counts as absent
 * @param {(path: string) => boolean} [matters] called for each file, with a path relative to root and `/` in it
 * @returns {string}
 */
export function fingerprint(root, paths, matters = () => true) {
  const digest = createHash('sha256');
  for (const path of paths
    .flatMap((entry) => filesUnder(root, entry))
    .filter(matters)
    .toSorted()) {
    const content = readFileSync(join(root, path));
    digest.update(`${path}\0${content.length}\0`).update(content);
  }
  return digest.digest('hex');
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(root, path) {
  /** @type {import('node:fs').Dirent[]} */
  let entries;
  try {
    entries = readdirSync(join(root, path), { withFileTypes: true });
  } catch (error) {
    if (hasCode(error, 'ENOTDIR')) return [path];
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
  return entries.flatMap((entry) => {
    const child = `${path}/${entry.name}`;
    return entry.isDirectory() ? filesUnder(root, child) : [child];
  });
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function hasCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code;
}

/**
 * @param {string} file
 * @returns {string | null}
 */
export function readStamp(file) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}

/**
 * Written atomically, so that a reader never sees half a stamp.
 *
 * @param {string} file
 * @param {string} value
 */
export function writeStamp(file, value) {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${value}\n`);
  renameSync(draft, file);
}

/** @param {string} file */
export function removeStamp(file) {
  rmSync(file, { force: true });
}

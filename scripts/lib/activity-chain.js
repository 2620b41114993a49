import { createHash } from 'node:crypto';

/**
 * Checks the hash chain of the audit log by what docs/activity.md specifies, without any of Sluice's own code: a check
 * that shares the code under test proves nothing.
 *
 * @typedef {import('./activity-source.js').ActivitySource} ActivitySource
 * @typedef {import('./activity-source.js').Entry} Entry
 * @typedef {{ count: number, head: string, headId: number, openCount: number, findings: string[], more: number, expectedHeadId: number | null }} Report
 * @typedef {{ head: string, headId: number, at: string, shift: number }} Before state after the entries read so far; `shift`: how far the last was moved
 */

const GENESIS = '0'.repeat(64);
/** The columns of an entry after its number and time, in the order in which they are hashed. */
const CONTENT =
  'actor, operation, region_id, load_balancer_id, listener_port, before_json, after_json, outcome, code, message, request_id, ' +
  'duration_millis, from_address, begun_id, run_id, process_id';
/** What formats 2, 3 and 4 hash after these. */
const ADDED = [['account', 'session_id'], ['sluice_request_id'], ['listener_protocol']];
const OUTCOME = 7;
const BEGUN_ID = 13;
const AT_ONCE = 500;
/** Further findings are counted, not listed. */
const MOST_FINDINGS = 20;

/**
 * Reads the whole log once, up to the entries that exist when it gets there; keeps only the last hash in memory.
 *
 * @param {ActivitySource} source
 * @param {{ expectedHead?: string | undefined, onProgress?: ((count: number) => void) | undefined }} [options]
 * @returns {Promise<Report>}
 */
export async function checkActivity(source, { expectedHead, onProgress } = {}) {
  // In chunks: one long read would keep the database from checkpointing behind Sluice's writes.
  const columns = `id, at, hash, previous_hash, ${CONTENT}, ${addedColumns(await source.columns())}`;
  /** @type {Report} */
  const report = {
    count: 0,
    head: GENESIS,
    headId: 0,
    openCount: 0,
    findings: [],
    more: 0,
    expectedHeadId: expectedHead === GENESIS ? 0 : null,
  };
  const note = (/** @type {string} */ finding) => {
    if (report.findings.length < MOST_FINDINGS) report.findings.push(finding);
    else report.more += 1;
  };

  /** @type {Before} */
  const before = { head: GENESIS, headId: 0, at: '', shift: 0 };
  /** @type {Set<number>} begun, and no outcome found yet: as many as were in progress at once */
  const open = new Set();
  for (;;) {
    const entries = await source.entriesAfter(columns, before.headId, AT_ONCE);
    for (const entry of entries) {
      const [id, at, hash, , ...content] = entry;
      const what = await flaw(source, entry, before);
      if (what !== null) note(what);
      if (content[OUTCOME] === 'begun') open.add(id);
      const begunId = content[BEGUN_ID];
      if (typeof begunId === 'number' && !open.delete(begunId) && what === null)
        note(`entry ${id} (${at}) is the outcome of entry ${begunId}, which is not an open intent`);
      if (hash === expectedHead) report.expectedHeadId = id;
      report.count += 1;
      before.head = hash;
      before.headId = id;
      before.at = at;
    }
    if (entries.length < AT_ONCE) break;
    onProgress?.(report.count);
  }
  report.head = before.head;
  report.headId = before.headId;
  report.openCount = open.size;

  const highestId = await source.highestId();
  if (highestId !== null && highestId > before.headId)
    note(`${range(before.headId + 1, highestId)} missing at the end: their ids were assigned`);
  return report;
}

/**
 * What is wrong with an entry, given the one before it; null if nothing is.
 *
 * @param {ActivitySource} source
 * @param {Entry} entry
 * @param {Before} before
 * @returns {Promise<string | null>}
 */
async function flaw(source, [id, at, hash, previousHash, ...content], before) {
  const name = `entry ${id} (${at})`;
  const asWritten = (/** @type {number} */ as) => hashOf([previousHash, as, at, ...content]) === hash;
  if (!asWritten(id)) {
    const places = [id + before.shift, await placeAfter(source, previousHash)];
    const place = places.find((stood) => stood !== null && stood !== id && asWritten(stood)) ?? id;
    if (place === id) return `${name} was changed: its content does not match its hash`;
    before.shift = place - id;
    return `${name} was moved: it was written as entry ${place}`;
  }
  before.shift = 0;
  if (id !== before.headId + 1) return `${range(before.headId + 1, id - 1)} missing before ${name}`;
  if (previousHash !== before.head)
    return (
      `${name} does not follow entry ${before.headId}, whose hash it should contain: one of the two was inserted, moved or changed, ` +
      'with a hash to match'
    );
  return at < before.at ? `${name} is dated before the entry it follows` : null;
}

/**
 * A database that only an older Sluice has used lacks them.
 *
 * @param {readonly string[]} columns
 */
function addedColumns(columns) {
  return ADDED.flat()
    .map((name) => (columns.includes(name) ? name : 'null'))
    .join(', ');
}

/**
 * @param {readonly (string | number | null)[]} content with all columns of `ADDED` at its end; what its format lacks is
 *   not hashed
 */
function hashOf(content) {
  let format = ADDED.length + 1;
  let length = content.length;
  for (const columns of ADDED.toReversed()) {
    if (content.slice(length - columns.length, length).some((value) => value !== null)) break;
    format -= 1;
    length -= columns.length;
  }
  const hashed = [`sluice-activity/${format}`, ...content.slice(0, length)];
  return createHash('sha256').update(JSON.stringify(hashed), 'utf8').digest('hex');
}

/**
 * The original id of the entry after the one with this hash. Scans the log, so it is only called for a flawed entry.
 *
 * @param {ActivitySource} source
 * @param {string} previousHash
 * @returns {Promise<number | null>}
 */
async function placeAfter(source, previousHash) {
  if (previousHash === GENESIS) return 1;
  const id = await source.idOf(previousHash);
  return id === null ? null : id + 1;
}

/**
 * @param {number} first
 * @param {number} last
 */
function range(first, last) {
  return first === last ? `entry ${first} is` : `entries ${first} to ${last} are`;
}

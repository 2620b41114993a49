import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkActivity } from '../lib/activity-chain.js';
import { fileSource, serverSource } from '../lib/activity-source.js';
import { optionsFrom } from '../lib/options.js';
import { Problem } from '../lib/problem.js';
import { readSettings } from '../lib/settings.js';

/**
 * `npm run verify-activity -- [--data DIR | --url URL] [--expect-head HASH]`: checks that the audit log is as it was
 * written, also while Sluice is running. The log is that of the start's settings: in DATABASE_URL, or else in the data
 * folder. Exits with 1 if something is wrong.
 *
 * @param {readonly string[]} args
 */
export async function verifyActivity(args) {
  const { data, url, expectedHead } = readArgs(args);
  const log =
    url === undefined
      ? await openFile(join(data ?? readSettings(process.env).dataDir, 'sluice.db'))
      : await openServer(url);
  const showsProgress = process.stderr.isTTY;
  const report = await checkLog(log, {
    expectedHead,
    onProgress: (count) => {
      if (showsProgress && count % 50_000 === 0) process.stderr.write(`\r${count} entries …`);
    },
  }).finally(log.close);
  if (showsProgress) process.stderr.write('\r');

  console.log(`${report.count} ${report.count === 1 ? 'entry' : 'entries'} in ${log.name}`);
  console.log(`head ${report.head}`);
  if (report.openCount > 0) {
    console.log(
      `${report.openCount} begun without an outcome: in progress now, or interrupted when Sluice ended`,
    );
  }
  const wrong = [
    ...report.findings,
    ...(report.more > 0 ? [`and ${report.more} more`] : []),
    ...(expectedHead !== undefined && report.expectedHeadId === null
      ? [
          `no entry has the hash ${expectedHead}: entries up to it were removed, or the whole log was rewritten`,
        ]
      : []),
  ];
  for (const line of wrong) console.log(`WRONG  ${line}`);
  if (wrong.length > 0) {
    process.exitCode = 1;
    return;
  }
  if (expectedHead === undefined) {
    console.log('Nothing inside the chain was changed, removed, inserted or moved.');
    console.log(
      'This cannot detect removed newest entries or a rewritten log: store the head elsewhere, ' +
        'and pass it next time as --expect-head.',
    );
  } else {
    const since = report.count === 0 ? 0 : report.headId - (report.expectedHeadId ?? 0);
    console.log(
      `Everything up to the head ${expectedHead} is unchanged; ${since} ${since === 1 ? 'entry was' : 'entries were'} added since.`,
    );
  }
}

/** @typedef {{ name: string, source: import('../lib/activity-source.js').ActivitySource, close: () => Promise<void> }} Log */

/**
 * @param {Log} log
 * @param {Parameters<typeof checkActivity>[1]} options
 */
async function checkLog({ name, source }, options) {
  if (!(await source.columns()).includes('hash'))
    throw new Problem(`The audit log at ${name} has no hash chain yet; start Sluice once to add it.`);
  return checkActivity(source, options);
}

/**
 * @param {string} path
 * @returns {Promise<Log>}
 */
async function openFile(path) {
  if (!existsSync(path)) throw new Problem(`There is no audit log at ${path}.`);
  const { default: Libsql } = await import('libsql');
  const database = new Libsql(`${pathToFileURL(path).href}?mode=ro`);
  database.exec('pragma busy_timeout = 5000');
  return { name: path, source: fileSource(database), close: async () => void database.close() };
}

/**
 * @param {string} url
 * @returns {Promise<Log>}
 */
async function openServer(url) {
  const { default: pg } = await import('pg');
  // Ids and durations, which are safe integers.
  const INT8 = 20;
  const types = {
    getTypeParser: (/** @type {number} */ oid) => (oid === INT8 ? Number : pg.types.getTypeParser(oid)),
  };
  const client = new pg.Client({
    connectionString: url,
    types: /** @type {import('pg').CustomTypesConfig} */ (types),
  });
  const { host, pathname } = new URL(url);
  const name = `${pathname.slice(1)} at ${host}`;
  try {
    await client.connect();
    await client.query('set default_transaction_read_only = on');
  } catch (error) {
    throw new Problem(
      `The database ${name} cannot be read: ${error instanceof Error ? error.message : error}.`,
    );
  }
  return { name, source: serverSource(client), close: () => client.end() };
}

/** @param {readonly string[]} args */
function readArgs(args) {
  const options = optionsFrom(
    args,
    { data: { type: 'string' }, url: { type: 'string' }, 'expect-head': { type: 'string' } },
    'npm run verify-activity -- [--data DIR | --url URL] [--expect-head HASH]',
  );
  const url =
    options.url ?? (options.data === undefined ? process.env['DATABASE_URL'] || undefined : undefined);
  if (url !== undefined && (options.data !== undefined || !URL.canParse(url)))
    throw new Problem('--url requires the address of a PostgreSQL database, and excludes --data.');
  const expectedHead = options['expect-head']?.toLowerCase();
  if (expectedHead !== undefined && !/^[0-9a-f]{64}$/.test(expectedHead)) {
    throw new Problem('--expect-head requires the 64 hexadecimal digits printed as head.');
  }
  return { data: options.data === undefined ? undefined : resolve(options.data), url, expectedHead };
}

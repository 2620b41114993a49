import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkActivity } from '../lib/activity-chain.js';
import { optionsFrom } from '../lib/options.js';
import { Problem } from '../lib/problem.js';
import { readSettings } from '../lib/settings.js';

/**
 * `npm run verify-activity -- [--data DIR] [--expect-head HASH]`: checks that the audit log is as it was written. Opens
 * the database read-only, also while Sluice is running. Exits with 1 if something is wrong.
 *
 * @param {readonly string[]} args
 */
export async function verifyActivity(args) {
  const { data, expectedHead } = readArgs(args);
  const path = join(data ?? readSettings(process.env).dataDir, 'sluice.db');
  if (!existsSync(path)) throw new Problem(`There is no audit log at ${path}.`);
  const { default: Libsql } = await import('libsql');
  const database = new Libsql(`${pathToFileURL(path).href}?mode=ro`);
  database.exec('pragma busy_timeout = 5000');
  const columns = database.prepare(`select 1 from pragma_table_info('activity') where name = 'hash'`).all();
  if (columns.length === 0) {
    throw new Problem(`The audit log at ${path} has no hash chain yet; start Sluice once to add it.`);
  }

  const showsProgress = process.stderr.isTTY;
  const report = checkActivity(database, {
    expectedHead,
    onProgress: (count) => {
      if (showsProgress && count % 50_000 === 0) process.stderr.write(`\r${count} entries …`);
    },
  });
  database.close();
  if (showsProgress) process.stderr.write('\r');

  console.log(`${report.count} ${report.count === 1 ? 'entry' : 'entries'} in ${path}`);
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

/** @param {readonly string[]} args */
function readArgs(args) {
  const options = optionsFrom(
    args,
    { data: { type: 'string' }, 'expect-head': { type: 'string' } },
    'npm run verify-activity -- [--data DIR] [--expect-head HASH]',
  );
  const expectedHead = options['expect-head']?.toLowerCase();
  if (expectedHead !== undefined && !/^[0-9a-f]{64}$/.test(expectedHead)) {
    throw new Problem('--expect-head requires the 64 hexadecimal digits printed as head.');
  }
  return { data: options.data === undefined ? undefined : resolve(options.data), expectedHead };
}

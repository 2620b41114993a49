import 'server-only';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { copyDatabase, CopyProblem } from './copy-database';
import { NewerDatabaseError, openDatabase } from './database';
import { serverProblem, shownUrl } from './server-check';
import { signInKeyIn } from './sign-in-key';

/** The program of `npm run migrate-database -- --to URL`: `migrate-database.js FILE URL`, while Sluice is stopped. */
const [file = '', url = ''] = process.argv.slice(2);

try {
  if (!existsSync(file)) throw new CopyProblem(`There is no database at ${file}.`);
  const problem = await serverProblem(url);
  if (problem !== null) throw new CopyProblem(`The database ${shownUrl(url)} cannot be used: it ${problem}.`);
  const [from, to] = [await openDatabase(file), await openDatabase(url, 0)];
  const key = signInKeyIn(dirname(file));
  const copied = await copyDatabase(from, to, key, (table, rows) => {
    process.stdout.write(`${String(rows).padStart(10)}  ${table}\n`);
  });
  await Promise.all([from.destroy(), to.destroy()]);
  const rows = copied.reduce((sum, table) => sum + table.rows, 0);
  process.stdout.write(
    `${rows} rows of ${copied.length} tables copied to ${shownUrl(url)}, and each compared.\n` +
      `${key === null ? '' : 'The key of sign-in was copied, too. '}Start Sluice with DATABASE_URL.\n`,
  );
} catch (error) {
  const words = error instanceof Error ? error.message : String(error);
  const isExpected = error instanceof CopyProblem || error instanceof NewerDatabaseError;
  process.stderr.write(isExpected ? `${words}\n` : `Nothing was copied: ${words}\n`);
  process.exitCode = 1;
}

import 'server-only';
import { parseArgs } from 'node:util';
import { closeDatabase } from '@/lib/db/database';
import { resetAdmin } from './reset-admin';

/** The program of `npm run reset-admin -- [--email ADDRESS]`. Also while Sluice is running. */

process.umask(0o077);

try {
  const { values } = parseArgs({ options: { email: { type: 'string' } } });
  const { sentence, link } = await resetAdmin(values.email ?? null);
  process.stdout.write(`${sentence}\n  ${link}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await closeDatabase();
}

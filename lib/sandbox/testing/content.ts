import path from 'node:path';
import Database from 'libsql';

const TABLES = [
  'load_balancers',
  'server_groups',
  'access_control_lists',
  'listeners',
  'server_health',
  'facts',
];

/** Everything a sandbox keeps, nonces aside, as it stands on the disk: read past the process that owns it. */
export function contentOf(dataDir: string): string {
  const database = new Database(path.join(dataDir, 'sandbox.db'), { readonly: true });
  const rows = TABLES.map((table) => database.prepare(`SELECT * FROM ${table}`).all());
  database.close();
  return JSON.stringify(rows);
}

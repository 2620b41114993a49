import path from 'node:path';
import Database from 'libsql';

/** Everything a sandbox keeps, nonces aside, as it stands on the disk: read past the process that owns it. */
export function contentOf(dataDir: string): string {
  const database = new Database(path.join(dataDir, 'sandbox.db'), { readonly: true });
  const rows: unknown[] = database
    .prepare("SELECT kind, document FROM resources WHERE kind <> 'nonces' ORDER BY id")
    .all();
  database.close();
  return JSON.stringify(rows);
}

/** Tells whether a sandbox has committed anything since it was last asked. */
export function watchCommits(dataDir: string) {
  const database = new Database(path.join(dataDir, 'sandbox.db'), { readonly: true });
  const statement = database.prepare('PRAGMA data_version');
  const read = () => JSON.stringify(statement.all());
  let seen = read();
  return {
    hasCommitted: (): boolean => {
      const before = seen;
      seen = read();
      return seen !== before;
    },
    close: () => database.close(),
  };
}

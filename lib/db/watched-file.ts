import 'server-only';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import type Libsql from 'libsql';
import { isStorageFailure, noteWrite } from './storage';

type File = InstanceType<typeof Libsql>;

/** The database file for the dialect, noting whether the disk accepts writes (`storage.ts`). */
export function watchedFile(file: File): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  const prepare = (text: string): SqliteStatement => file.prepare(text) as unknown as SqliteStatement;
  /** Preparing a small statement takes longer than running it. Least recently used ones go first. */
  const statementOf = (text: string): SqliteStatement => {
    const statement = prepared.get(text) ?? prepare(text);
    prepared.delete(text);
    prepared.set(text, statement);
    if (prepared.size > PREPARED_KEPT) for (const [oldest] of prepared) if (prepared.delete(oldest)) break;
    return statement;
  };
  return {
    close: () => void file.close(),
    prepare: (text) => {
      const statement = statementOf(text);
      const watched = <Result>(act: () => Result, hasWritten: (result: Result) => boolean): Result => {
        try {
          const result = act();
          // A transaction is written by its commit; what changes nothing needs no space.
          if (!file.inTransaction && WRITES.test(text) && hasWritten(result)) noteWrite(null);
          return result;
        } catch (error) {
          if (isStorageFailure(error)) noteWrite(error);
          throw error;
        }
      };
      return {
        reader: statement.reader,
        all: (parameters) =>
          watched(
            () => statement.all(parameters),
            (rows) => rows.length > 0,
          ),
        run: (parameters) =>
          watched(
            () => statement.run(parameters),
            ({ changes }) => Number(changes) > 0 || COMMIT.test(text),
          ),
        // Another statement may run in between.
        iterate: (parameters) => prepare(text).iterate(parameters),
      };
    },
  };
}

const PREPARED_KEPT = 200;

const COMMIT = /^\s*commit\b/i;
const WRITES = /^\s*(?:insert|update|delete|commit)\b/i;

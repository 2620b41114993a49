import 'server-only';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import type Libsql from 'libsql';
import { isStorageFailure, noteWrite } from './storage';

type File = InstanceType<typeof Libsql>;

/** The database file for the dialect, noting whether the disk accepts writes (`storage.ts`). */
export function watchedFile(file: File): SqliteDatabase {
  return {
    close: () => void file.close(),
    prepare: (text) => {
      const statement = file.prepare(text) as unknown as SqliteStatement;
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
        iterate: (parameters) => statement.iterate(parameters),
      };
    },
  };
}

const COMMIT = /^\s*commit\b/i;
const WRITES = /^\s*(?:insert|update|delete|commit)\b/i;

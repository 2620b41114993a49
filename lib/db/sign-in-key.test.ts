import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { closeDatabase } from './database';
import { signInKey } from './sign-in-key';
import { dataFolder } from './testing/data-folder';
import { postgresServer } from './testing/postgres-databases';

const folder = dataFolder();

it('is made once, in a file for its owner beside the embedded database, else in the database', async () => {
  const keys = await Promise.all([signInKey(), signInKey()]);
  await closeDatabase();
  expect(await signInKey()).toBe(keys[0]);
  expect(keys[1]).toBe(keys[0]);
  const file = statSync(join(folder(), 'sign-in.key'), { throwIfNoEntry: false });
  expect(file && file.mode & 0o777).toBe(postgresServer() === null ? 0o600 : undefined);
});

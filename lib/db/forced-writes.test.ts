import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { afterEach, expect, it } from 'vitest';
import { database } from './database';
import { inSharedTransaction } from './shared-transaction';
import { dataFolder } from './testing/data-folder';

/** What the embedded database forces to the disk, by holding back the call that does it. */

dataFolder();

const { fdatasync } = fs;
afterEach(() => {
  fs.fdatasync = fdatasync;
  syncBuiltinESMExports();
});

it('resolves a shared write only once the disk has it', async () => {
  const open = await database();
  let letThrough = (): void => {};
  const requested = new Promise<void>((arrived) => {
    fs.fdatasync = ((descriptor: number, done: (error: NodeJS.ErrnoException | null) => void) => {
      letThrough = () => fdatasync(descriptor, done);
      arrived();
    }) as typeof fdatasync;
  });
  syncBuiltinESMExports();
  const order: string[] = [];
  const view = { id: 'a', owner_id: 'ada', account: '', name: 'a', query: '', is_shared: 0, created_at: '' };
  const written = inSharedTransaction(open, (connection) =>
    connection.insertInto('saved_views').values(view).execute(),
  ).then(() => order.push('resolved'));
  await requested;
  // Committed, and read by others; whoever wrote it still waits.
  expect(await open.selectFrom('saved_views').select('name').execute()).toEqual([{ name: 'a' }]);
  order.push('let through');
  letThrough();
  await written;
  expect(order).toEqual(['let through', 'resolved']);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockDataFolder } from './lock';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-lock-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

test('rejects a folder in use, with a message that names it, until it is released', async () => {
  const lock = await lockDataFolder(folder);
  await expect(lockDataFolder(folder)).rejects.toThrow(
    `The data folder ${folder} is in use by another Sluice`,
  );
  lock.release();
  (await lockDataFolder(folder)).release();
});

/** Another process that holds the folder and then does this. */
async function holdElsewhere(then: string) {
  const program = `
    const { lockDataFolder } = await import(${JSON.stringify(new URL('./lock.js', import.meta.url).href)});
    await lockDataFolder(${JSON.stringify(folder)});
    process.send('locked');
    ${then}
  `;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await once(holder, 'message');
  return holder;
}

test('a process that is killed leaves no lock behind', async () => {
  const holder = await holdElsewhere('setInterval(() => {}, 1000);');
  await expect(lockDataFolder(folder)).rejects.toThrow('in use by another Sluice');
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  (await lockDataFolder(folder)).release();
});

test('waits for a process that is about to end', async () => {
  const holder = await holdElsewhere(
    "process.once('message', () => { process.send('ending'); setTimeout(() => process.exit(), 300); });",
  );
  holder.send('end');
  await once(holder, 'message');
  expect(holder.exitCode).toBeNull();
  (await lockDataFolder(folder)).release();
});

import { expect, test } from 'vitest';
import { withLock } from './install-lock';

test('work on the same folder is done one at a time, on another folder at the same time', async () => {
  const folder = `install-lock-${process.pid}`;
  const steps: string[] = [];
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  const first = withLock(folder, async () => {
    steps.push('first begins');
    await opened;
    steps.push('first ends');
  });
  const second = withLock(folder, async () => {
    steps.push('second');
  });
  await withLock(`${folder}-elsewhere`, async () => {
    steps.push('elsewhere');
  });
  open();
  await Promise.all([first, second]);
  expect(steps).toEqual(['first begins', 'elsewhere', 'first ends', 'second']);
});

test('work that fails releases the folder', async () => {
  const folder = `install-lock-failing-${process.pid}`;
  await expect(withLock(folder, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await expect(withLock(folder, async () => 'done')).resolves.toBe('done');
});

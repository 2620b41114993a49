import { expect, test } from 'vitest';
import { aloneIn } from './workshop';

test('work on the same folder is done one at a time, on another folder at the same time', async () => {
  const folder = `workshop-${process.pid}`;
  const steps: string[] = [];
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  const first = aloneIn(folder, async () => {
    steps.push('first begins');
    await opened;
    steps.push('first ends');
  });
  const second = aloneIn(folder, async () => {
    steps.push('second');
  });
  await aloneIn(`${folder}-elsewhere`, async () => {
    steps.push('elsewhere');
  });
  open();
  await Promise.all([first, second]);
  expect(steps).toEqual(['first begins', 'elsewhere', 'first ends', 'second']);
});

test('work that fails frees the folder', async () => {
  const folder = `workshop-failing-${process.pid}`;
  await expect(aloneIn(folder, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await expect(aloneIn(folder, async () => 'done')).resolves.toBe('done');
});

import { expect, it } from 'vitest';
import { appendPostponed, appendWhenThereIsRoom, postponedCount } from './postponed';

it('keeps the outcome of a write however many rejections wait for space', async () => {
  const written: string[] = [];
  let hasRoom = false;
  const entry = (name: string) => async () => {
    if (!hasRoom) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    written.push(name);
  };
  for (let count = 0; count <= 1_000; count += 1)
    await appendWhenThereIsRoom(entry('refusal'), { isRejection: true });
  expect(postponedCount()).toBe(1_000);
  await appendWhenThereIsRoom(entry('outcome'), { isRejection: false });
  hasRoom = true;
  await appendPostponed();
  expect(written).toHaveLength(1_001);
  expect(written.at(-1)).toBe('outcome');
});

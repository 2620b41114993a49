import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nothingRemembered, remembered } from './remembered';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Numbers its readings from 1. */
function counter() {
  let readings = 0;
  return async () => (readings += 1);
}

const MINUTE = 60_000;
const aMinute = () => MINUTE;

describe('what is remembered', () => {
  it('is read once for all who ask at the same time, and while it is fresh', async () => {
    const memory = nothingRemembered<number>();
    const read = counter();
    const ask = () => remembered(memory, read, aMinute);
    expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
    vi.advanceTimersByTime(MINUTE - 1);
    expect(await ask()).toBe(1);
  });

  it('is answered once more when it is no longer fresh, and read anew for the next', async () => {
    const memory = nothingRemembered<number>();
    const read = counter();
    const ask = () => remembered(memory, read, aMinute);
    await ask();
    vi.advanceTimersByTime(MINUTE);
    expect(await ask()).toBe(1);
    expect(await ask()).toBe(2);
  });

  it('is waited for when it is an hour old', async () => {
    const memory = nothingRemembered<number>();
    const read = counter();
    const ask = () => remembered(memory, read, aMinute);
    await ask();
    vi.advanceTimersByTime(60 * MINUTE + 1);
    expect(await ask()).toBe(2);
  });

  it('stands when what is read after it is no answer', async () => {
    const memory = nothingRemembered<number>();
    const read = counter();
    const ask = () => remembered(memory, read, (value) => (value === 2 ? null : MINUTE));
    await ask();
    vi.advanceTimersByTime(MINUTE);
    expect([await ask(), await ask(), await ask()]).toEqual([1, 1, 3]);
  });

  it('is nothing that was not worth remembering', async () => {
    const memory = nothingRemembered<number>();
    const read = counter();
    const ask = () => remembered(memory, read, (value) => (value === 1 ? 0 : MINUTE));
    expect([await ask(), await ask(), await ask()]).toEqual([1, 2, 2]);
  });

  it('stands when its replacement throws, which only whoever has nothing hears of', async () => {
    const memory = nothingRemembered<number>();
    const broken = async () => {
      throw new Error('a bug');
    };
    await expect(remembered(memory, broken, aMinute)).rejects.toThrow('a bug');
    await remembered(memory, counter(), aMinute);
    vi.advanceTimersByTime(MINUTE);
    expect(await remembered(memory, broken, aMinute)).toBe(1);
  });
});

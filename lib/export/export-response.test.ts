import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { respondWithExport } from './export-response';
import { inPieces } from './pieces';
import { EXPORTS_AT_ONCE, takeExportSlot } from './slots';

const URL = 'http://127.0.0.1:3000/export';
const HEADERS = { 'content-type': 'text/csv' };
const nobody = { personId: null, busy: 'Another export is in progress.' };

/** Readers that a test leaves behind. */
const left: Response[] = [];
afterEach(async () => {
  await Promise.all(left.splice(0).map((response) => response.body?.cancel()));
  if (freeSlots() !== EXPORTS_AT_ONCE) throw new Error('A place was not given back.');
});

function freeSlots(): number {
  const taken = Array.from({ length: EXPORTS_AT_ONCE }, () => takeExportSlot(null));
  for (const slot of taken) slot?.release();
  return taken.filter((slot) => slot !== null).length;
}

function* lines(count: number, made: { count: number }): Generator<string, void, undefined> {
  for (; made.count < count; made.count += 1) yield `${'x'.repeat(1000)}\n`;
}

function exportOf(
  count: number,
  {
    made = { count: 0 },
    personId = null,
    ...init
  }: RequestInit & { made?: { count: number }; personId?: string | null } = {},
) {
  return respondWithExport(new Request(URL, init), { ...nobody, personId }, async () => ({
    pieces: inPieces(lines(count, made)),
    headers: HEADERS,
  }));
}

describe('a file to take away', () => {
  test('comes whole, and gives its place back at the end', async () => {
    const response = await exportOf(300);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/csv']);
    expect(freeSlots()).toBe(EXPORTS_AT_ONCE - 1);
    expect(await response.text()).toHaveLength(300 * 1001);
    expect(freeSlots()).toBe(EXPORTS_AT_ONCE);
  });

  test('is made only as far as it is taken', async () => {
    const made = { count: 0 };
    const response = await exportOf(10_000, { made });
    left.push(response);
    const reader = response.body?.getReader();
    expect(made.count).toBe(0);
    await reader?.read();
    expect(made.count).toBeLessThan(100);
    reader?.releaseLock();
  });

  test('gives everybody else a turn between two pieces', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 0);
    await (await exportOf(20_000)).text();
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });

  test('is rejected beyond two at a time, in words, with when to try again, and before any work', async () => {
    left.push(await exportOf(1), await exportOf(1));
    const made = { count: 0 };
    const rejected = await exportOf(1, { made });
    expect([rejected.status, rejected.headers.get('retry-after'), await rejected.text()]).toEqual([
      503,
      '2',
      'Another export is in progress.\n',
    ]);
    expect(made.count).toBe(0);
  });

  test('is made once at a time for each person, so that nobody holds all places', async () => {
    const first = await exportOf(1, { personId: 'ada' });
    expect((await exportOf(1, { personId: 'ada' })).status).toBe(503);
    const other = await exportOf(1, { personId: 'grace' });
    expect(other.status).toBe(200);
    await Promise.all([first.text(), other.text()]);
    const again = await exportOf(1, { personId: 'ada' });
    expect(again.status).toBe(200);
    left.push(again);
  });

  test('gives its place back when the reader goes away, before the answer or in the middle of it', async () => {
    const early = new AbortController();
    early.abort();
    await exportOf(10, { signal: early.signal });
    expect(freeSlots()).toBe(EXPORTS_AT_ONCE);

    const later = new AbortController();
    await exportOf(10_000, { signal: later.signal });
    later.abort();
    expect(freeSlots()).toBe(EXPORTS_AT_ONCE);

    await (await exportOf(10_000)).body?.cancel();
    expect(freeSlots()).toBe(EXPORTS_AT_ONCE);
  });

  test('gives its place back when it cannot be made, is rejected, or only asked about', async () => {
    const failing = respondWithExport(new Request(URL), nobody, () => Promise.reject(new Error('a bug')));
    await expect(failing).rejects.toThrow('a bug');
    await respondWithExport(new Request(URL), nobody, async () => new Response('no', { status: 503 }));
    expect((await exportOf(1, { method: 'HEAD' })).body).toBeNull();
    async function* broken(): AsyncGenerator<string, void, undefined> {
      yield 'a';
      throw new Error('the disk is gone');
    }
    const halfway = await respondWithExport(new Request(URL), nobody, async () => ({
      pieces: broken(),
      headers: HEADERS,
    }));
    await expect(halfway.text()).rejects.toThrow('the disk is gone');
    expect(freeSlots()).toBe(EXPORTS_AT_ONCE);
  });

  test('gives its place back when its reader takes nothing any more', async () => {
    const stalled = await respondWithExport(
      new Request(URL),
      nobody,
      async () => ({ pieces: inPieces(lines(10_000, { count: 0 })), headers: HEADERS }),
      { stalledMillis: 20 },
    );
    await sleep(60);
    expect(freeSlots()).toBe(EXPORTS_AT_ONCE);
    await expect(stalled.text()).rejects.toThrow('not taken');
  });
});

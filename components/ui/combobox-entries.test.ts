import { describe, expect, test } from 'vitest';
import { listEntries } from './combobox-entries';

const items = [
  { value: 'lb-1', label: 'edge-prod', id: 'lb-1', keywords: '47.1.2.3' },
  { value: 'lb-2', label: 'edge-test', id: 'lb-2' },
  { value: 'lb-3', label: '订单入口', id: 'lb-3' },
];
const values = (query: string, mayTakeTyped = false) =>
  listEntries(items, query, mayTakeTyped).entries.map((entry) => entry.value);

describe('listEntries', () => {
  test('lists everything while nothing is typed', () => {
    expect(values('', true)).toEqual(['lb-1', 'lb-2', 'lb-3']);
  });

  test('finds by name, id and hidden words, in any case and order', () => {
    expect(values('EDGE')).toEqual(['lb-1', 'lb-2']);
    expect(values('lb-2 edge')).toEqual(['lb-2']);
    expect(values('47.1')).toEqual(['lb-1']);
    expect(values('订单')).toEqual(['lb-3']);
    expect(values('nothing')).toEqual([]);
  });

  test('offers what was typed last, without the blanks around it', () => {
    expect(values(' lb-9 ', true)).toEqual(['lb-9']);
    expect(values('edge', true)).toEqual(['lb-1', 'lb-2', 'edge']);
  });

  test('finds and offers an id that was pasted with invisible marks or typed in full width', () => {
    expect(values('\u202Alb-2\u200B', true)).toEqual(['lb-2']);
    expect(values('ｌｂ－９\uFEFF', true)).toEqual(['lb-9']);
  });

  test('does not offer what was typed when it is an item already', () => {
    expect(values('lb-2', true)).toEqual(['lb-2']);
  });

  test('lists a hundred and counts the rest', () => {
    const many = Array.from({ length: 130 }, (_, n) => ({ value: `v${n}`, label: `item ${n}` }));
    const { entries, hidden } = listEntries(many, 'item', true);
    expect(entries).toHaveLength(101);
    expect(entries.at(-1)?.typed).toBe(true);
    expect(hidden).toBe(30);
  });
});

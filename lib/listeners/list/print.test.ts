import { expect, test } from 'vitest';
import type { ListedListener } from '@/lib/model/list-row';
import { oldestReadAtMillis, printedList, type PrintedList } from './print';

const list: PrintedList = {
  locale: 'en',
  title: 'Listeners',
  facts: ['3 listeners'],
  notes: ['cn-shanghai could not be loaded'],
  hint: 'Press Ctrl+P',
  columns: [
    { name: 'port', label: 'Port' },
    { name: 'description', label: 'Description' },
  ],
  rows: [80, 81, 82].map((listenerPort) => ({ listenerPort }) as ListedListener),
  cells: ({ listenerPort }) =>
    ({ port: String(listenerPort), description: '<b>"A" & \'B\'</b>' }) as ReturnType<PrintedList['cells']>,
  nonce: 'abc',
};
const html = [...printedList(list)].join('');

test('a printed list has a header that is repeated, and a line for each row with the chosen columns', () => {
  expect(html.match(/<thead>/g)).toHaveLength(1);
  expect(html).toContain('thead { display: table-header-group }');
  expect(html.match(/<tr><td/g)).toHaveLength(3);
  expect(html.match(/<td /g)).toHaveLength(6);
  expect(html).toContain('<th scope="col" class="description">Description</th>');
});

test('a printed list says what it lacks, and shows texts of others as text', () => {
  expect(html).toContain('<p>cn-shanghai could not be loaded</p>');
  expect(html).toContain('&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;');
  expect(html).not.toContain('<b>');
});

test('a printed list is as old as its oldest row, as far as that is known', () => {
  const times: Record<number, number | null> = { 80: 3_000, 81: null, 82: 2_000 };
  const readAtMillis = ({ listenerPort }: ListedListener): number | null => times[listenerPort] ?? null;
  expect(oldestReadAtMillis({ rows: list.rows, readAtMillis })).toBe(2_000);
  expect(oldestReadAtMillis({ rows: list.rows.slice(1, 2), readAtMillis })).toBeNull();
});

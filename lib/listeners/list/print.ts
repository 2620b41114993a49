import type { ListedListener } from '@/lib/model/list-row';
import type { ExportSource } from './export';
import type { ListColumn } from './list-query';

/** More rows take a browser minutes to lay out; a file has all of them. */
export const PRINTED_MAX = 5_000;

/** When the oldest of the rows was read (epoch ms); null if that is known of none. */
export function oldestReadAtMillis({
  rows,
  readAtMillis,
}: Pick<ExportSource, 'rows' | 'readAtMillis'>): number | null {
  let oldest: number | null = null;
  for (const row of rows) {
    const at = readAtMillis(row);
    if (at !== null && (oldest === null || at < oldest)) oldest = at;
  }
  return oldest;
}

/** The texts of a printed list, in the reader's language. */
export type PrintedList = {
  locale: string;
  title: string;
  /** What is printed: the filter, how many match, as of when. */
  facts: readonly string[];
  /** What it lacks, and that rows are left out. */
  notes: readonly string[];
  /** How to print it; not printed. */
  hint: string;
  columns: readonly { name: ListColumn; label: string }[];
  rows: readonly ListedListener[];
  cells: (row: ListedListener) => Readonly<Record<ListColumn, string>>;
  /** Allows the style and the script under the policy of the response. */
  nonce: string;
};

const STYLE = `
@page { size: A4 landscape; margin: 12mm }
:root { color-scheme: light }
body { margin: 16px; background: #fff; color: #000; font: 12px/1.4 system-ui, sans-serif }
h1 { margin: 0; font-size: 16px }
p { margin: 2px 0 }
table { width: 100%; margin-top: 10px; border-collapse: collapse }
thead { display: table-header-group }
tr { break-inside: avoid }
th { border-bottom: 1.5px solid #000; text-align: left; vertical-align: bottom }
td { border-bottom: 0.5px solid #777; vertical-align: top; overflow-wrap: break-word }
.description, .tag { overflow-wrap: anywhere; min-width: 16ch }
.status, .healthy, .region, .scheduler, .changed { white-space: nowrap }
th, td { padding: 3px 8px 3px 0 }
.bandwidth { text-align: right; white-space: nowrap }
@media print { body { margin: 0; font-size: 8.5pt } .hint { display: none } }
`;

/** A document with all rows and columns, black on white, whose header is repeated on every page; it opens to be printed. */
export function* printedList(list: PrintedList): Generator<string, void, undefined> {
  const { locale, title, facts, notes, hint, columns, rows, cells, nonce } = list;
  const paragraphs = [...facts, ...notes].map((text) => `<p>${escaped(text)}</p>`).join('');
  const heads = columns.map(({ name, label }) => `<th scope="col" class="${name}">${escaped(label)}</th>`);
  yield `<!doctype html><html lang="${escaped(locale)}"><head><meta charset="utf-8"><title>${escaped(title)}</title>`;
  yield `<meta name="viewport" content="width=device-width"><style nonce="${escaped(nonce)}">${STYLE}</style></head>`;
  yield `<body><h1>${escaped(title)}</h1>${paragraphs}<p class="hint">${escaped(hint)}</p>`;
  yield `<table><thead><tr>${heads.join('')}</tr></thead><tbody>\n`;
  for (const row of rows) {
    const texts = cells(row);
    const tds = columns.map(({ name }) => `<td class="${name}">${escaped(texts[name])}</td>`);
    yield `<tr>${tds.join('')}</tr>\n`;
  }
  yield `</tbody></table><script nonce="${escaped(nonce)}">addEventListener('load', () => print())</script></body></html>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Texts come from SLB, and others wrote them. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

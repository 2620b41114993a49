/** What spreadsheets put on the clipboard: lines of cells parted by tabs; a cell in quotes may hold either. */

export function parseTsv(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell: string;
    if (text[at] === '"') ({ cell, at } = quotedCell(text, at + 1));
    else {
      const end = endOfCell(text, at);
      cell = text.slice(at, end);
      at = end;
    }
    line.push(cell);
    if (text[at] === '\t') {
      at += 1;
      if (at === text.length || text[at] === '\n' || text[at] === '\r') line.push('');
      else continue;
    }
    lines.push(line);
    line = [];
    at += text.startsWith('\r\n', at) ? 2 : 1;
  }
  return lines;
}

export function formatTsv(lines: readonly (readonly string[])[]): string {
  return lines.map((line) => line.map(quoted).join('\t')).join('\n');
}

function quoted(cell: string): string {
  return /[\t\n\r]|^"/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function endOfCell(text: string, from: number): number {
  let end = from;
  while (end < text.length && text[end] !== '\t' && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return end;
}

/** A cell that began with a quote; what follows its closing quote is kept, as spreadsheets do. */
function quotedCell(text: string, from: number): { cell: string; at: number } {
  let cell = '';
  let at = from;
  while (at < text.length) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return { cell: cell + text.slice(at), at: text.length };
    cell += text.slice(at, quote);
    at = quote + 1;
    if (text[at] !== '"') break;
    cell += '"';
    at += 1;
  }
  const end = endOfCell(text, at);
  return { cell: cell + text.slice(at, end), at: end };
}

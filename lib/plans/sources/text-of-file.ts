import { failed, type SourceResult } from './source-types';

/**
 * The text of a file: UTF-8, or UTF-16 that says so in its first bytes, as spreadsheets write it. Any other encoding
 * would turn into wrong letters, so it is named instead.
 */
export function textOfFile(
  bytes: Uint8Array,
): { ok: true; text: string } | Extract<SourceResult, { ok: false }> {
  const [first, second, third] = bytes;
  // A ZIP archive: a workbook, whatever its name says.
  if (first === 0x50 && second === 0x4b && third === 0x03) return problem('spreadsheet');
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  const text = decoded(bytes, encoding);
  if (text !== null && !text.includes('\0')) return { ok: true, text };
  return problem('encoding', encoding === 'utf-8' ? firstUndecodedLine(bytes) : null);
}

function problem(code: 'spreadsheet' | 'encoding', line: number | null = null) {
  return failed(code, {}, { line }) as Extract<SourceResult, { ok: false }>;
}

/** Without a byte order mark. */
function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Line breaks are the same byte in UTF-8 and in what is mistaken for it. */
function firstUndecodedLine(bytes: Uint8Array): number {
  let line = 1;
  for (let from = 0; from < bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, from);
    const to = end === -1 ? bytes.length : end + 1;
    if (decoded(bytes.subarray(from, to), 'utf-8')?.includes('\0') !== false) return line;
    from = to;
  }
  return line;
}

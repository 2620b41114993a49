import 'server-only';
import { readCsv } from './csv';
import { readJson } from './json';
import { resolved } from './resolve';
import { sourceDictionary } from './source-dictionary';
import { sizeProblem, type SourceResult } from './source-types';
import { readTerraform } from './terraform';
import { textOfFile } from './text-of-file';

export const sourceFormats = ['csv', 'json', 'terraform'] as const;
export type SourceFormat = (typeof sourceFormats)[number];

/** The format by the name of a file: `.tf` and `.hcl`, `.json` and `.tfstate`, and CSV for any other. */
export function formatOfFile(name: string): SourceFormat {
  if (/\.(?:tf|hcl)$/i.test(name)) return 'terraform';
  return /\.(?:json|tfstate)$/i.test(name) ? 'json' : 'csv';
}

/** The rows of a file, or of a text that was pasted, completed by what the inventory knows. */
export async function readSource(format: SourceFormat, bytes: Uint8Array): Promise<SourceResult> {
  return resolved(await parseSource(format, bytes));
}

/**
 * The same as written. What begins like JSON is read as such: Terraform and Sluice both write it, and no CSV begins with
 * a bracket.
 */
export async function parseSource(format: SourceFormat, bytes: Uint8Array): Promise<SourceResult> {
  const tooLarge = sizeProblem(bytes.length);
  if (tooLarge !== null) return { ok: false, problems: [tooLarge] };
  const file = textOfFile(bytes);
  if (!file.ok) return file;
  const { text } = file;
  if (format === 'json' || /^\s*[[{]/.test(text)) return readJson(text, await sourceDictionary());
  return format === 'terraform' ? readTerraform(text) : readCsv(text, await sourceDictionary());
}

import type { FieldPath } from '@/lib/model/draft';

/** Text with the values that a form field decides marked, so that the invalid ones can be shown in place. */
export type Piece = string | { readonly text: string; readonly path: FieldPath | null };
export type Code = readonly Piece[];

/** Builds code from text, values and other code. */
export function code(texts: TemplateStringsArray, ...parts: readonly (Piece | Code)[]): Code {
  return texts.flatMap((text, at) => {
    const part = parts[at];
    return part === undefined ? [text] : [text, ...(isCode(part) ? part : [part])];
  });
}

export function joined(codes: readonly Code[], separator: string): Code {
  return codes.flatMap((one, at) => (at === 0 ? one : [separator, ...one]));
}

export function textOf(all: Code): string {
  return all.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('');
}

function isCode(part: Piece | Code): part is Code {
  return Array.isArray(part);
}

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

/**
 * The code with lines of comment below those it begins with. A line ends nowhere else than here: line breaks become
 * spaces, and so do backslashes, with which Java writes line breaks even in comments.
 */
export function commented(all: Code, sign: '#' | '//', lines: readonly string[]): Code {
  const [first, ...rest] = all;
  if (typeof first !== 'string') return all;
  const head = /^(?:(?:#|\/\/).*\n)*/.exec(first)?.[0] ?? '';
  const comments = lines.map((line) => `${sign} ${line.replaceAll(/[\p{C}\p{Z}\\]+/gu, ' ')}\n`);
  return [head, ...comments, first.slice(head.length), ...rest];
}

function isCode(part: Piece | Code): part is Code {
  return Array.isArray(part);
}

import { normalizeTyped } from '@/lib/text/typed-text';

/** A piece of a word; quoted text is taken literally. */
export type Piece = { text: string; quoted: boolean };

export type Lexeme =
  | { kind: 'word'; pieces: Piece[] }
  | { kind: 'open'; negated: boolean }
  | { kind: 'close' };

/**
 * Splits a filter's text into words and parentheses. Never fails: an unclosed quote ends with the text, and an
 * unmatched closing parenthesis is a letter like any other. Full-width letters, digits and signs are converted to
 * half-width; invisible characters are dropped.
 */
export function lexemesOf(text: string): Lexeme[] {
  const letters = [...normalised(text)];
  const lexemes: Lexeme[] = [];
  let depth = 0;
  let at = 0;

  /** From `at` to the end of the word there. */
  function word(): void {
    const pieces: Piece[] = [];
    let plain = '';
    let inner = 0;
    const endPlain = () => {
      if (plain !== '') pieces.push({ text: plain, quoted: false });
      plain = '';
    };
    for (; at < letters.length; at += 1) {
      const letter = letters[at] ?? '';
      if (letter === ' ') break;
      if (letter === ')' && depth > 0 && inner === 0) break;
      if (letter === '(') inner += 1;
      if (letter === ')' && inner > 0) inner -= 1;
      if (letter === '"') {
        endPlain();
        const end = letters.indexOf('"', at + 1);
        const quotedTo = end < 0 ? letters.length : end;
        pieces.push({ text: letters.slice(at + 1, quotedTo).join(''), quoted: true });
        at = quotedTo;
      } else plain += letter;
    }
    endPlain();
    lexemes.push({ kind: 'word', pieces });
  }

  while (at < letters.length) {
    const letter = letters[at];
    const negated = letter === '-' && letters[at + 1] === '(';
    if (letter === ' ') at += 1;
    else if (letter === '(' || negated) {
      lexemes.push({ kind: 'open', negated });
      depth += 1;
      at += negated ? 2 : 1;
    } else if (letter === ')' && depth > 0) {
      lexemes.push({ kind: 'close' });
      depth -= 1;
      at += 1;
    } else word();
  }
  return lexemes;
}

function normalised(text: string): string {
  // A lone surrogate cannot be put in a URL.
  return normalizeTyped(text.replace(/\p{Surrogate}/gu, '\uFFFD'))
    .replace(/[“”]/g, '"')
    .replace(/\s+/g, ' ');
}

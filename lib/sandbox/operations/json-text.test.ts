import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJsonText } from './json-text';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** JSON with every string in single quotes. */
function inSingleQuotes(value: Json): string {
  if (typeof value === 'string') {
    const inner = JSON.stringify(value).slice(1, -1);
    return `'${inner.replace(/\\.|'/gs, (part) => (part === '\\"' ? '"' : part === "'" ? "\\'" : part))}'`;
  }
  if (Array.isArray(value)) return `[${value.map(inSingleQuotes).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(
    ([key, inner]) => `${inSingleQuotes(key)}:${inSingleQuotes(inner)}`,
  );
  return `{${entries.join(',')}}`;
}

const anyJson = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json);

describe('a JSON text', () => {
  test('is read as it is, and in single quotes as the same', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(parseJsonText(JSON.stringify(value))).toEqual(value ?? undefined);
        expect(parseJsonText(inSingleQuotes(value))).toEqual(value ?? undefined);
      }),
      { numRuns: 500 },
    );
  });

  test.each<[string, unknown]>([
    [`[{'ServerId':'i-1','Weight':'80', 'Type': 'ecs'}]`, [{ ServerId: 'i-1', Weight: '80', Type: 'ecs' }]],
    [String.raw`['it\'s', 'a "quote"', 'a \\ and \u0041']`, ["it's", 'a "quote"', String.raw`a \ and A`]],
    [`["it's", 'and', "it's"]`, ["it's", 'and', "it's"]],
    [`['[{,:"']`, ['[{,:"']],
  ])('takes %s', (text, value) => {
    expect(parseJsonText(text)).toEqual(value);
  });

  test.each([
    '',
    `'`,
    `['a]`,
    `['a'']`,
    `["a']`,
    String.raw`['a\']`,
    String.raw`['\x41']`,
    `['a'\u0000]`,
    `['\n']`,
    `['a',]`,
    `[a]`,
    `{a:'b'}`,
    `['a' 'b']`,
    `[‘a’]`,
    `/* ' */ []`,
  ])('rejects %j', (text) => {
    expect(parseJsonText(text)).toBeUndefined();
  });

  test('that is damaged is rejected, or means what it says', () => {
    const signs = fc.constantFrom(...`'"\\[]{}:,ab`);
    const words = fc.array(fc.string({ unit: signs, maxLength: 4 }), { maxLength: 3 });
    const damaged = fc
      .tuple(
        fc.array(fc.oneof(words, fc.string({ unit: signs })), { maxLength: 3 }),
        fc.nat(),
        signs,
        fc.boolean(),
      )
      .map(([list, place, sign, isInsertion]) => {
        const text = inSingleQuotes(list);
        const at = place % text.length;
        return text.slice(0, at) + (isInsertion ? sign : '') + text.slice(isInsertion ? at : at + 1);
      });
    // Quotes, escapes and space may differ, and nothing else.
    const content = (text: string) => text.replaceAll(/[\s'"\\]/g, '');
    let taken = 0;
    fc.assert(
      fc.property(damaged, (text) => {
        const value = parseJsonText(text);
        if (value === undefined) return;
        taken += 1;
        expect(content(JSON.stringify(value))).toBe(content(text));
      }),
      { numRuns: 1000 },
    );
    expect(taken).toBeGreaterThan(10);
  });

  test('never has a part that is looked at twice', () => {
    for (const part of [String.raw`\'`, `'"`, `"'`, `'\\`]) {
      expect(parseJsonText(part.repeat(200_000))).toBeUndefined();
    }
  });
});

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { foldForSearch, normalizeAddress, normalizeTyped, trimTyped } from './typed-text';

/** One of each kind that a copy or an input method leaves behind. */
const marks = [
  '\u200B',
  '\u200E',
  '\u200F',
  '\u202A',
  '\u202C',
  '\u202E',
  '\u2060',
  '\u2064',
  '\uFEFF',
  '\u00AD',
];

describe('a number, a port or an id', () => {
  test.each(marks)('loses the mark %j wherever it is', (mark) => {
    expect(normalizeTyped(`${mark}4${mark}43${mark}`)).toBe('443');
    expect(normalizeTyped(` ${mark} lb-${mark}1 ${mark}`)).toBe('lb-1');
  });

  it('is read in half-width letters and digits', () => {
    expect(normalizeTyped('４４３')).toBe('443');
    expect(normalizeTyped('ｌｂ－２ｚｅ＿１')).toBe('lb-2ze_1');
    expect(normalizeTyped('　80\u00A0')).toBe('80');
  });

  it('keeps the blanks within, which make it something else', () => {
    expect(normalizeTyped('4 43')).toBe('4 43');
  });
});

it('an address is read with the dots and colons of a Chinese input method', () => {
  expect(normalizeAddress('10。0．0｡１')).toBe('10.0.0.1');
  expect(normalizeAddress('\u202A2001：db8：：1／64\u202C')).toBe('2001:db8::1/64');
});

describe('free text', () => {
  test.each(marks)('loses the mark %j at its ends only', (mark) => {
    expect(trimTyped(`${mark} ${mark}a${mark}b \n${mark}`)).toBe(`a${mark}b`);
  });

  it('keeps its letters as they are, and an emoji whole', () => {
    expect(trimTyped(' ４４３ 。')).toBe('４４３ 。');
    expect(trimTyped('\u2764\uFE0F')).toBe('\u2764\uFE0F');
  });
});

it('a search finds what looks the same', () => {
  expect(foldForSearch(' Ｅdge\u200B-PROD ')).toBe('edge-prod');
  expect(foldForSearch('10。0。0')).toBe('10.0.0');
});

it('what was read once is read the same again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const read of [normalizeTyped, normalizeAddress, trimTyped, foldForSearch])
        expect(read(read(text))).toBe(read(text));
    }),
  );
});

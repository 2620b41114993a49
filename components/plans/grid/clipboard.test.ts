import { describe, expect, it } from 'vitest';
import { formatTsv, parseTsv } from './clipboard';

describe('the clipboard of a spreadsheet', () => {
  it('is lines of cells, with or without a line end at the end', () => {
    expect(parseTsv('80\t8080\r\n443\t8443\r\n')).toEqual([
      ['80', '8080'],
      ['443', '8443'],
    ]);
    expect(parseTsv('80')).toEqual([['80']]);
    expect(parseTsv('')).toEqual([]);
  });

  it('keeps blank cells and blank lines', () => {
    expect(parseTsv('\t80\t\n\n443\t\t')).toEqual([['', '80', ''], [''], ['443', '', '']]);
  });

  it('takes what is in quotes as it is', () => {
    expect(parseTsv('"two\nlines"\t"a ""b"""\t5"\n')).toEqual([['two\nlines', 'a "b"', '5"']]);
  });

  it('takes a quote that is never closed as far as it goes', () => {
    expect(parseTsv('"open\t1\n2')).toEqual([['open\t1\n2']]);
  });

  it('gives back what was copied', () => {
    const lines = [
      ['=1+1', '描述', ''],
      ['"quoted"', 'tab\there', 'line\nbreak'],
    ];
    expect(parseTsv(formatTsv(lines))).toEqual(lines);
  });
});

import { describe, expect, it } from 'vitest';
import { csvLine } from './csv';

describe('a line of CSV', () => {
  it('quotes every text, doubles quotes, and leaves numbers and empty cells bare', () => {
    expect(csvLine(['a', 'b,c', 'say "so"', 'two\nlines', ' blank', '', null, 7, -1])).toBe(
      '"a","b,c","say ""so""","two\nlines"," blank","",,7,-1\r\n',
    );
    expect(csvLine(['10.0.0.1', 'a-b', '监听'])).toBe('"10.0.0.1","a-b","监听"\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '＝1', '=cmd|"/c calc"!A0'])(
    'lets a spreadsheet take %j for text',
    (formula) => {
      expect(csvLine([formula])).toMatch(/^"'/);
    },
  );
});

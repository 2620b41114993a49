import { describe, expect, it } from 'vitest';
import { csvLine } from './csv';

describe('a line of CSV', () => {
  it('quotes what would end a cell or a line, and doubles quotes', () => {
    expect(csvLine(['a', 'b,c', 'say "so"', 'two\nlines', ' blank', '', null, 7])).toBe(
      'a,"b,c","say ""so""","two\nlines"," blank",,,7\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '＝1', '=cmd|"/c calc"!A0'])(
    'lets a spreadsheet take %j for text',
    (formula) => {
      expect(csvLine([formula])).toMatch(/^"?'/);
    },
  );

  it('leaves a number a number, also a negative one, and a text in the middle of which a sign stands', () => {
    expect(csvLine([-1, '10.0.0.1', 'a-b', '监听'])).toBe('-1,10.0.0.1,a-b,监听\r\n');
  });
});

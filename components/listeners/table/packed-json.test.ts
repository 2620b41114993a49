import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packJson, unpackJson } from './packed-json';

describe('packed JSON', () => {
  it('returns whatever JSON can hold as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.stringify(unpackJson(packJson(value)))).toBe(JSON.stringify(value));
      }),
    );
  });

  it('writes what occurs in several rows once', () => {
    const row = (port: number) => ({
      port,
      reason: 'The instance is locked',
      backend: ['Default group', 'port 80'],
    });
    const packed = packJson([row(80), row(81), row(82)]);
    expect(packed.match(/locked/g)).toHaveLength(1);
    expect(packed.match(/Default group/g)).toHaveLength(1);
    expect(unpackJson(packed)).toEqual([row(80), row(81), row(82)]);
  });

  it('leaves out what is undefined and keeps numbers apart from the text of the same digits', () => {
    expect(unpackJson(packJson([{ one: undefined, two: 2 }, { two: '2' }]))).toEqual([
      { two: 2 },
      { two: '2' },
    ]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Rejected } from '../answer';
import { INVALID_PARAMETER, INVALID_PORT } from '../errors';
import { BACKEND_SERVERS_MALFORMED } from '../errors-resources';
import { readJsonList } from './json-list';
import { parameterReader } from './parameter-reader';

function read(text: string | undefined) {
  const reader = parameterReader(new Map(text === undefined ? [] : [['List', text]]));
  try {
    const items = readJsonList(reader, 'List', {
      keys: ['Name', 'Port'],
      maximum: 2,
      malformed: BACKEND_SERVERS_MALFORMED,
      tooMany: INVALID_PARAMETER,
      item: (object) => ({
        name: object.text('Name'),
        port: object.integer('Port', 1, 65_535, INVALID_PORT),
      }),
    });
    return { items, rejection: null };
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    return { items: null, rejection: error.rejection };
  }
}

describe('a JSON text of a list', () => {
  test('is read like parameters: quoted numbers are numbers, empty and null count as absent', () => {
    expect(read('[{"Name":"a","Port":"80","Other":true},{"Name":"","Port":81}]')).toEqual({
      items: [
        { name: 'a', port: 80 },
        { name: undefined, port: 81 },
      ],
      rejection: null,
    });
    expect(read(' [ { "Name" : null } ] ').items).toEqual([{ name: undefined, port: undefined }]);
    expect(read('[]')).toEqual({ items: [], rejection: null });
    expect(read(undefined)).toEqual({ items: undefined, rejection: null });
  });

  test('takes keys in any case, and ignores those it does not know, whatever their value', () => {
    expect(
      read('[{"name":"a","PORT":80,"TargetRef":{"kind":"Pod"},"Invalid":false,"NodeName":null}]'),
    ).toEqual({
      items: [{ name: 'a', port: 80 }],
      rejection: null,
    });
    expect(read('[{"__proto__":"x","constructor":["y"],"toString":"z"}]').items).toEqual([
      { name: undefined, port: undefined },
    ]);
  });

  test('takes single quotes', () => {
    expect(read("[{'Name':'a', 'Port':'80'}]").items).toEqual([{ name: 'a', port: 80 }]);
  });

  test('rejects what is no list of objects, a nested value, what is too long, and what an object gets wrong', () => {
    for (const text of ['', '{', '1', 'null', '"a"', '{}', '[1]', '[null]', '[[]]', '[{"Name":{}}]']) {
      expect(read(text).rejection).toBe(BACKEND_SERVERS_MALFORMED);
    }
    expect(read('[{},{},{}]').rejection).toBe(INVALID_PARAMETER);
    for (const port of ['0', '"65536"', '80.5', '1e400', '"0x50"', 'true']) {
      expect(read(`[{"Port":${port}}]`).rejection).toBe(INVALID_PORT);
    }
  });

  test('is never an accident, whatever it is', () => {
    const anything = fc.oneof(
      fc.json(),
      fc.string(),
      fc.jsonValue().map((value) => JSON.stringify([value])),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const { items, rejection } = read(text);
        expect(rejection !== null || Array.isArray(items)).toBe(true);
      }),
      { numRuns: 300 },
    );
    const deep = '['.repeat(100_000);
    expect(read(deep + ']'.repeat(100_000)).rejection).toBe(BACKEND_SERVERS_MALFORMED);
  });
});

import { expect, test } from 'vitest';
import { readInteger } from './integer-text';

const range = { min: 1, max: 65535 };

test.each([
  ['7001', { value: 7001 }],
  [' 080 ', { value: 80 }],
  ['', { value: undefined }],
  ['  ', { value: undefined }],
  ['0', { issue: 'range' }],
  ['65536', { issue: 'range' }],
  ['-1', { issue: 'range' }],
  ['80.5', { issue: 'integer' }],
  ['8e3', { issue: 'integer' }],
  ['http', { issue: 'integer' }],
])('reads %j', (typed, read) => {
  expect(readInteger(typed, range)).toEqual(read);
});

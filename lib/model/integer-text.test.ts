import { expect, test } from 'vitest';
import { integerIn, integerText, readInteger } from './integer-text';

const range = { min: 1, max: 65535 };

test.each([
  ['7001', { value: 7001 }],
  [' 080 ', { value: 80 }],
  ['0443', { value: 443 }],
  [`${'0'.repeat(40)}443`, { value: 443 }],
  ['５０', { value: 50 }],
  ['４４\u200B３', { value: 443 }],
  ['\u202A443\u202C', { value: 443 }],
  ['\uFEFF', { value: undefined }],
  ['', { value: undefined }],
  ['  ', { value: undefined }],
  ['0', { issue: 'range' }],
  ['65536', { issue: 'range' }],
  ['9'.repeat(40), { issue: 'range' }],
  ['-1', { issue: 'range' }],
  ['80.5', { issue: 'integer' }],
  ['4.0', { issue: 'integer' }],
  ['8e3', { issue: 'integer' }],
  ['+5', { issue: 'integer' }],
  ['0x50', { issue: 'integer' }],
  ['1,000', { issue: 'integer' }],
  ['1 000', { issue: 'integer' }],
  ['--5', { issue: 'integer' }],
  ['http', { issue: 'integer' }],
])('parses %j', (typed, read) => {
  expect(readInteger(typed, range)).toEqual(read);
  expect(integerIn(typed, range)).toBe('value' in read ? (read.value ?? null) : null);
});

test.each([
  [' ０443 ', '443'],
  ['00', '0'],
  ['-0', '0'],
  ['-01', '-1'],
  ['1e3', '1e3'],
  ['\u200B', ''],
])('formats %j as %j', (typed, text) => {
  expect(integerText(typed)).toBe(text);
});

import { describe, expect, test } from 'vitest';
import { evaluateAcl, type EvaluatedAccess } from '@/lib/listeners/detail/evaluate-acl';
import { marksOf, toneOf } from './entry-marks';

function marked(typed: string, entries: readonly string[], type = 'white') {
  const list = { aclId: 'acl-1', name: 'one', entries: entries.map((entry) => ({ entry, comment: null })) };
  const other = { ...list, aclId: 'acl-2', name: 'two' };
  const access: EvaluatedAccess = { status: 'on', type, lists: [list, other] };
  const verdict = evaluateAcl(typed, access, 'ipv4');
  return { marks: Object.fromEntries(marksOf(verdict, 'acl-1')), tone: toneOf(verdict) };
}

describe('the entries beside a verdict', () => {
  test('an entry smaller than the tested block covers a part of it; the block is not inside it', () => {
    expect(marked('203.0.113.0/16', ['203.0.113.0/24', '198.51.100.0/24'])).toEqual({
      marks: { '203.0.113.0/24': 'part' },
      tone: 'warn',
    });
    expect(marked('203.0.113.0/16', ['203.0.113.0/24'], 'black').tone).toBe('warn');
  });

  test('an entry as large as the tested block, or larger, covers all of it', () => {
    expect(marked('203.0.113.7', ['203.0.113.0/24', '203.0.113.8/32'])).toEqual({
      marks: { '203.0.113.0/24': 'whole' },
      tone: 'ok',
    });
    expect(marked('203.0.113.0/24', ['203.0.113.0/24'], 'black')).toEqual({
      marks: { '203.0.113.0/24': 'whole' },
      tone: 'bad',
    });
  });

  test('entries that hold a block together each hold a part, and decide on all of it', () => {
    expect(marked('10.0.0.0/23', ['10.0.0.0/24', '10.0.1.0/24'])).toEqual({
      marks: { '10.0.0.0/24': 'part', '10.0.1.0/24': 'part' },
      tone: 'ok',
    });
  });
});

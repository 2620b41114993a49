import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverageOf } from './acl-coverage';
import { reachByLists, reachOf, type ReadAccess } from './reach';
import { evaluateAcl } from '@/lib/listeners/detail/evaluate-acl';

const internet = { addressType: 'internet', addressIpVersion: 'ipv4' } as const;
const access = (type: string, ...lists: (string[] | null)[]): ReadAccess => ({
  status: 'on',
  type,
  lists: lists.map((entries) => entries && coverageOf(entries)),
});
const who = (read: ReadAccess) => reachOf(read, internet);

describe('who can reach a listener', () => {
  it('is everyone if access control is off or its list is empty, whichever type it has', () => {
    expect(who({ status: 'off' })).toMatchObject({ who: 'everyone', because: 'no-control' });
    expect(who(access('white', []))).toMatchObject({ who: 'everyone', because: 'empty-allowlist' });
    expect(who(access('black', [], []))).toMatchObject({ who: 'everyone', because: 'empty-denylist' });
  });

  it('is everyone if an allowlist covers every address, in one entry or across several lists', () => {
    const full = { who: 'everyone', because: 'full-allowlist' };
    expect(who(access('white', ['0.0.0.0/0']))).toMatchObject(full);
    expect(who(access('white', ['10.0.0.1', '0.0.0.0/1'], ['128.0.0.0/1']))).toMatchObject(full);
    const v6 = { addressType: 'internet', addressIpVersion: 'ipv6' } as const;
    expect(reachOf(access('white', ['::/0']), v6)).toMatchObject(full);
  });

  it('is nobody if a denylist covers every address', () => {
    expect(who(access('black', ['0.0.0.0/0']))).toMatchObject({ who: 'nobody', because: 'full-denylist' });
  });

  it('is some, or everyone except some, if a list covers a part', () => {
    expect(who(access('white', ['203.0.113.0/24'], []))).toMatchObject({ who: 'some', because: 'allowlist' });
    expect(who(access('black', ['0.0.0.0/1']))).toMatchObject({
      who: 'everyone-except',
      because: 'denylist',
    });
  });

  it('is unknown if the data read is not enough to decide', () => {
    expect(who({ status: 'unknown' })).toMatchObject({ who: 'unknown', because: 'not-returned' });
    expect(who(access('grey', []))).toMatchObject({ who: 'unknown', because: 'unknown-type' });
    expect(who(access('white'))).toMatchObject({ who: 'unknown', because: 'unread-list' });
    expect(who(access('white', [], null))).toMatchObject({ who: 'unknown', because: 'unread-list' });
    expect(who(access('black', ['10.0.0.0/8'], null))).toMatchObject({ who: 'unknown' });
    expect(who(access('white', ['10.0.0.0/8', 'everybody']))).toMatchObject({
      who: 'unknown',
      because: 'unread-entry',
    });
    expect(who(access('white', ['::/0']))).toMatchObject({ who: 'unknown', because: 'other-ip-version' });
    const unreturned = { ...internet, addressIpVersion: '' };
    for (const entries of [['0.0.0.0/0'], ['203.0.113.0/24'], ['::/0']])
      expect(reachOf(access('white', entries), unreturned)).toMatchObject({
        who: 'unknown',
        because: 'unknown-ip-version',
      });
  });

  it('is decided by entries that cover every address, whatever else could not be read', () => {
    expect(who(access('white', ['0.0.0.0/0', 'everybody'], null)).who).toBe('everyone');
    expect(who(access('black', ['0.0.0.0/0', '::/0'], null)).who).toBe('nobody');
  });

  it('uses the IP version of the entries if the lists returned none and no instance is selected', () => {
    const list = { addressIpVersion: '', entries: [{ entry: '::/0' }] };
    expect(reachByLists('white', [list])).toMatchObject({ who: 'everyone', because: 'full-allowlist' });
    expect(reachByLists('white', [list], internet)).toMatchObject({ because: 'other-ip-version' });
  });

  it('is open to the internet only on an instance with a public address', () => {
    const open = { status: 'off' } as const;
    expect(reachOf(open, internet)).toMatchObject({ who: 'everyone', from: 'internet' });
    expect(reachOf(open, { ...internet, addressType: 'intranet' }).from).toBe('intranet');
    expect(reachOf(open, { ...internet, addressType: '' }).from).toBe('unknown');
  });
});

it('agrees with the address test, whatever the lists contain', () => {
  const entry = fc.constantFrom('0.0.0.0/1', '128.0.0.0/1', '0.0.0.0/0', '10.0.0.0/8', '::/0', 'odd', '');
  const lists = fc.array(fc.option(fc.array(entry, { maxLength: 4 })), { maxLength: 3 });
  // Null: SLB did not return the instance's IP version.
  const family = fc.constantFrom('ipv4' as const, null);
  fc.assert(
    fc.property(
      fc.constantFrom('white', 'black', 'grey'),
      lists,
      fc.ipV4(),
      family,
      (type, entries, address, ip) => {
        const decided = entries.map((each, index) => ({
          aclId: `acl-${index}`,
          name: `list ${index}`,
          entries: each && each.map((text) => ({ entry: text, comment: null })),
        }));
        const test = (text: string) => evaluateAcl(text, { status: 'on', type, lists: decided }, ip).kind;
        const instance = { ...internet, addressIpVersion: ip ?? '' };
        const reach = reachOf(access(type, ...entries), instance).who;
        const fates = { everyone: 'passes', nobody: 'dropped', unknown: 'unknown' } as const;
        const fate = reach in fates ? fates[reach as keyof typeof fates] : 'partly';
        expect(test('0.0.0.0/0')).toBe(fate);
        // What holds for every address holds for any one.
        const holdsForEach = fate === 'passes' || fate === 'dropped';
        expect(holdsForEach ? test(address) : fate).toBe(fate);
      },
    ),
  );
});

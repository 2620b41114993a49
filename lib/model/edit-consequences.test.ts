import { describe, expect, it } from 'vitest';
import { consequencesOf } from './edit-consequences';
import type { Reach } from './reach';

const open = { AclStatus: 'off' };
const bound = { AclStatus: 'on', AclType: 'white', AclId: 'acl-1' };
const some: Reach = { who: 'some', because: 'allowlist', from: 'internet' };

describe('the consequences of an edit', () => {
  it('say that an allowlist cuts everyone else off, also one in place of another', () => {
    expect(consequencesOf(open, bound, some)).toEqual(['allowlist-only']);
    expect(consequencesOf({ ...bound, AclId: 'acl-2' }, bound, some)).toEqual(['allowlist-only']);
  });

  it('do not say it if access is not touched, or the lists could not be read', () => {
    expect(consequencesOf(bound, { ...bound, Bandwidth: '5' }, some)).toEqual([]);
    expect(consequencesOf(open, bound, { who: 'unknown', because: 'unread-list', from: 'internet' })).toEqual(
      [],
    );
  });
});

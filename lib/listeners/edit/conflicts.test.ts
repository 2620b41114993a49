import { describe, expect, it } from 'vitest';
import { conflictGroups, decideConflicts, firstChoices, isUntouched } from './conflicts';
import { setParameters } from '@/lib/listeners/wire/set-parameters';
import { conflictsBetween, type Settings } from '@/lib/model/settings';

const was: Settings = {
  Bandwidth: '5',
  Scheduler: 'wrr',
  Description: 'a',
  HealthCheckSwitch: 'on',
  AclStatus: 'on',
  AclType: 'white',
  AclId: 'acl-1',
};

function decide(yours: Settings, now: Settings, choices: Record<string, 'yours' | 'theirs'>) {
  const groups = conflictGroups(conflictsBetween(was, yours, now));
  const wanted = decideConflicts({ was, yours, now, groups, choices });
  const sent = Object.fromEntries(setParameters(now, wanted).map(({ name, value }) => [name, value]));
  return { names: groups.map((group) => group.map(({ name }) => name)), wanted, sent };
}

describe('resolving a conflict', () => {
  const yours = { ...was, Scheduler: 'wlc', Bandwidth: '9' };
  const now = { ...was, Scheduler: 'rr', Description: 'b' };

  it('sends your choices, and keeps theirs and what nobody changed', () => {
    expect(decide(yours, now, { Scheduler: 'yours', Description: 'theirs' })).toEqual({
      names: [['Description'], ['Scheduler']],
      wanted: { ...was, Scheduler: 'wlc', Bandwidth: '9', Description: 'b' },
      sent: { Scheduler: 'wlc', Bandwidth: '9' },
    });
  });

  it('starts with theirs if you changed nothing, and leaves open what both have changed', () => {
    const groups = conflictGroups(conflictsBetween(was, yours, now));
    expect(groups.map((group) => [group[0].name, isUntouched(group)])).toEqual([
      ['Description', true],
      ['Scheduler', false],
    ]);
    expect(firstChoices(groups)).toEqual({ Description: 'theirs' });
    // Access control counts as yours if you changed one half of it.
    const off: Settings = { ...was, AclStatus: 'off', AclType: undefined, AclId: undefined };
    expect(firstChoices(conflictGroups(conflictsBetween(was, { ...was, AclId: 'acl-2' }, off)))).toEqual({});
  });

  it("reverts somebody else's change only if that was chosen", () => {
    expect(decide(yours, now, { Scheduler: 'theirs', Description: 'yours' }).sent).toEqual({
      Bandwidth: '9',
      Description: 'a',
    });
  });

  it('resolves access control as a whole', () => {
    const theirs: Settings = { ...was, AclStatus: 'off', AclType: undefined, AclId: undefined };
    const mine = { ...was, AclId: 'acl-2' };
    expect(decide(mine, theirs, { AclStatus: 'theirs' })).toMatchObject({
      names: [['AclStatus', 'AclType', 'AclId']],
      sent: {},
    });
    expect(decide(mine, theirs, { AclStatus: 'yours' }).sent).toEqual({
      AclStatus: 'on',
      AclType: 'white',
      AclId: 'acl-2',
    });
  });

  it('leaves alone settings that appeared when somebody turned the checks on', () => {
    const off: Settings = { ...was, HealthCheckSwitch: 'off' };
    const on: Settings = { ...was, HealthCheckType: 'http', HealthCheckURI: '/x', HealthCheckDomain: 'a.b' };
    const groups = conflictGroups(conflictsBetween(off, off, on));
    const wanted = decideConflicts({ was: off, yours: off, now: on, groups, choices: {} });
    expect(wanted).toEqual(on);
  });
});

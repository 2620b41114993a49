import { describe, expect, it } from 'vitest';
import { noLimits } from '@/lib/model/actor';
import { changePerson, listPeople } from './administer';
import { createLink, findLink } from './one-time-links';
import { personById } from './people';
import { sessionOf } from './session';
import { signIn } from './sign-in';
import { addPerson, browserAfter, PASSWORD, peopleWorld } from './testing/people-world';

peopleWorld();

describe('changing a person', () => {
  it('counts at their next request: role, limits, disabled', async () => {
    const grace = await addPerson('grace@example.com');
    const browser = browserAfter(await signIn({ email: grace.email, password: PASSWORD }, new Headers()));
    const limits = { ...noLimits, regions: ['cn-*'] };
    expect(await changePerson(grace.id, { role: 'viewer', limits })).toBe('done');
    expect(await sessionOf(browser)).toMatchObject({ role: 'viewer', limits });
    expect(await changePerson(grace.id, { isDisabled: true })).toBe('done');
    expect([await sessionOf(browser), await personById(grace.id)]).toEqual([null, null]);
    await changePerson(grace.id, { isDisabled: false });
    // The old session does not come back.
    expect(await sessionOf(browser)).toBeNull();
    expect(await listPeople()).toMatchObject([
      { email: 'grace@example.com', role: 'viewer', limits, disabledAt: null, means: ['credential'] },
    ]);
    expect(await changePerson('nobody', { role: 'admin' })).toBe('gone');
  });

  it('revokes the links of a user who is no longer an admin, and no others', async () => {
    const ada = await addPerson('ada@example.com', 'admin');
    for (const change of [{ isDisabled: true }, { role: 'operator' } as const]) {
      const grace = await addPerson(`grace-${Object.keys(change).join('')}@example.com`, 'admin');
      const inviting = (email: string, createdBy: string) =>
        createLink({ purpose: 'invitation', email, role: 'admin', limits: noLimits, createdBy });
      const own = await inviting('eve@example.com', grace.id);
      const other = await inviting('bob@example.com', ada.id);
      await changePerson(grace.id, { limits: { ...noLimits, regions: ['cn-*'] } });
      expect(await findLink(own)).not.toBeNull();
      await changePerson(grace.id, change);
      expect(await findLink(own)).toBeNull();
      expect(await findLink(other)).not.toBeNull();
    }
  });

  it('leaves the last admin who can sign in', async () => {
    const ada = await addPerson('ada@example.com', 'admin');
    const grace = await addPerson('grace@example.com', 'admin');
    expect(await changePerson(grace.id, { isDisabled: true })).toBe('done');
    for (const change of [{ isDisabled: true }, { role: 'operator' } as const])
      expect(await changePerson(ada.id, change)).toBe('last-admin');
    await changePerson(grace.id, { isDisabled: false });
    const outcomes = await Promise.all([
      changePerson(ada.id, { role: 'viewer' }),
      changePerson(grace.id, { role: 'viewer' }),
    ]);
    expect(outcomes.toSorted()).toEqual(['done', 'last-admin']);
  });
});

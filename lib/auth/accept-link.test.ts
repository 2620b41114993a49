import { beforeEach, describe, expect, it } from 'vitest';
import { database } from '@/lib/db/database';
import { noLimits } from '@/lib/model/actor';
import { acceptLink } from './accept-link';
import { createLink, findLink } from './one-time-links';
import { hasPeople } from './people';
import { sessionOf } from './session';
import { signIn } from './sign-in';
import { addPerson, browserAfter, PASSWORD, peopleWorld } from './testing/people-world';

peopleWorld();

const typed = { email: 'Ada@example.com', name: 'Ada', password: 'another horse, no battery' };

describe('the link of the first set-up', () => {
  it('makes one admin, once', async () => {
    const token = await createLink({ purpose: 'set-up' });
    const outcomes = await Promise.all([
      acceptLink(token, typed),
      acceptLink(token, { ...typed, email: 'eve@example.com' }),
    ]);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['done', 'gone']);
    expect(await (await database()).selectFrom('people').select(['role']).execute()).toEqual([
      { role: 'admin' },
    ]);
  });

  it('makes one admin also with two links at once', async () => {
    // Each process that starts prints one.
    const [one = '', other = ''] = await Promise.all([1, 2].map(() => createLink({ purpose: 'set-up' })));
    expect(await Promise.all([one, other].map(findLink))).not.toContain(null);
    const outcomes = await Promise.all([
      acceptLink(one, typed),
      acceptLink(other, { ...typed, email: 'eve@example.com' }),
    ]);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['done', 'gone']);
  });

  it('creates no user once one exists', async () => {
    const token = await createLink({ purpose: 'set-up' });
    await addPerson('grace@example.com', 'viewer');
    expect(await acceptLink(token, typed)).toEqual({ kind: 'gone' });
  });

  it('opens again after a password that is not accepted', async () => {
    const token = await createLink({ purpose: 'set-up' });
    expect(await acceptLink(token, { ...typed, password: 'password1234' })).toEqual({
      kind: 'weak',
      weakness: 'well-known',
    });
    expect(await hasPeople()).toBe(false);
    expect(await acceptLink(token, typed)).toMatchObject({
      kind: 'done',
      person: { email: 'ada@example.com' },
    });
  });
});

describe('an invitation', () => {
  const limits = { ...noLimits, instances: ['lb-edge-*'] };
  const invitation = {
    purpose: 'invitation',
    email: 'grace@example.com',
    role: 'operator',
    limits,
    createdBy: null,
  } as const;

  it('makes the person who was invited, with their role and limits, whatever address is typed', async () => {
    const outcome = await acceptLink(await createLink(invitation), typed);
    expect(outcome).toMatchObject({
      kind: 'done',
      person: { email: 'grace@example.com', name: 'Ada', role: 'operator', limits },
    });
    const signedIn = await signIn({ email: 'grace@example.com', password: typed.password }, new Headers());
    expect(await sessionOf(browserAfter(signedIn))).toMatchObject({ role: 'operator', limits });
  });

  it('is not accepted if somebody has the address by now, and takes nothing over', async () => {
    const token = await createLink(invitation);
    await addPerson('grace@example.com', 'viewer');
    expect(await acceptLink(token, typed)).toEqual({ kind: 'taken' });
    expect(await signIn({ email: 'grace@example.com', password: typed.password }, new Headers())).toEqual({
      kind: 'wrong',
    });
  });
});

describe('a reset', () => {
  let personId = '';
  beforeEach(async () => {
    personId = (await addPerson('ada@example.com')).id;
  });

  it('sets another password and ends every session with the old one', async () => {
    const before = browserAfter(
      await signIn({ email: 'ada@example.com', password: PASSWORD }, new Headers()),
    );
    const token = await createLink({ purpose: 'reset', personId, createdBy: null });
    expect(await acceptLink(token, typed)).toMatchObject({ kind: 'done' });
    expect(await sessionOf(before)).toBeNull();
    expect(await signIn({ email: 'ada@example.com', password: PASSWORD }, new Headers())).toEqual({
      kind: 'wrong',
    });
    expect(await signIn({ email: 'ada@example.com', password: typed.password }, new Headers())).toMatchObject(
      { kind: 'signed-in' },
    );
  });

  it('does not sign in a disabled user', async () => {
    const token = await createLink({ purpose: 'reset', personId, createdBy: null });
    await (await database()).updateTable('people').set({ disabled_at: new Date().toISOString() }).execute();
    expect(await acceptLink(token, typed)).toEqual({ kind: 'gone' });
  });
});

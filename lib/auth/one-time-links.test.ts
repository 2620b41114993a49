import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { database } from '@/lib/db/database';
import { dataFolder } from '@/lib/db/testing/data-folder';
import { noLimits } from '@/lib/model/actor';
import { consumeLink, createLink, findLink, listInvitations, withdrawLink } from './one-time-links';
import { addPerson } from './testing/people-world';

dataFolder();

const invitation = {
  purpose: 'invitation',
  email: 'Grace@example.com',
  role: 'viewer',
  limits: { ...noLimits, regions: ['cn-*'] },
  createdBy: null,
} as const;

describe('a one-time link', () => {
  it('says what it is for until it is used, once', async () => {
    const token = await createLink(invitation);
    const found = await findLink(token);
    expect(found).toMatchObject({ ...invitation, email: 'grace@example.com' });
    const open = await database();
    const uses = await Promise.all([consumeLink(open, token), consumeLink(open, token)]);
    expect(uses.filter((use) => use !== null)).toEqual([found]);
    expect(await findLink(token)).toBeNull();
    expect(await listInvitations()).toEqual([]);
  });

  it('is nowhere in the database', async () => {
    const token = await createLink({ purpose: 'set-up' });
    const rows = await (await database()).selectFrom('one_time_links').selectAll().execute();
    expect(rows).toHaveLength(1);
    for (const value of rows.flatMap((row) => Object.values(row))) {
      expect(value).not.toBe(token);
      expect(await findLink(String(value))).toBeNull();
    }
  });

  it('opens no more after its time: an hour for a set-up', async () => {
    const token = await createLink({ purpose: 'set-up' });
    const open = await database();
    const [row] = await open.selectFrom('one_time_links').selectAll().execute();
    expect(Date.parse(row?.expires_at ?? '') - Date.parse(row?.created_at ?? '')).toBe(3_600_000);
    await sql`update one_time_links set expires_at = ${new Date().toISOString()}`.execute(open);
    expect(await findLink(token)).toBeNull();
    expect(await consumeLink(open, token)).toBeNull();
  });

  it('replaces the one before for the same, and no other', async () => {
    const { id: personId } = await addPerson('ada@example.com');
    const reset = await createLink({ purpose: 'reset', personId, createdBy: null });
    const earlier = await createLink(invitation);
    const later = await createLink(invitation);
    expect(await findLink(earlier)).toBeNull();
    expect(await findLink(reset)).toMatchObject({ purpose: 'reset', personId });
    const [listed] = await listInvitations();
    await withdrawLink(listed?.id ?? '');
    expect(await findLink(later)).toBeNull();
  });
});

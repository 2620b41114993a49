import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { database } from '@/lib/db/database';
import { engine } from './engine';
import { personById } from './people';
import { endSessions, listSessions, sessionOf, SESSION_COOKIE } from './session';
import { addPerson, headersAfter, PASSWORD, peopleWorld } from './testing/people-world';

peopleWorld();
let person: Awaited<ReturnType<typeof addPerson>>;

beforeEach(async () => {
  person = await addPerson('ada@example.com');
});

async function signIn(email = 'ada@example.com', password = PASSWORD) {
  const { api } = await engine();
  return api.signInEmail({ body: { email, password }, headers: new Headers(), returnHeaders: true });
}

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);

describe('a session', () => {
  it('begins with a password, and says who it is', async () => {
    const { headers } = await signIn('ADA@example.com');
    expect(await sessionOf(headersAfter(headers))).toMatchObject({
      personId: person.id,
      name: 'ada@example.com',
      role: 'operator',
      sessionId: expect.any(String),
    });
    await expect(signIn('ada@example.com', `${PASSWORD}!`)).rejects.toThrow('Invalid email or password');
    await expect(signIn('eve@example.com')).rejects.toThrow('Invalid email or password');
  });

  it('is a cookie that only this host sets, only TLS carries and no script reads', async () => {
    const [cookie = ''] = (await signIn()).headers.getSetCookie();
    const [pair = '', ...attributes] = cookie.split('; ');
    expect(pair.startsWith(`${SESSION_COOKIE}=`)).toBe(true);
    expect(attributes.map((attribute) => attribute.toLowerCase()).toSorted()).toEqual([
      'httponly',
      `max-age=${7 * 24 * 3600}`,
      'path=/',
      'samesite=lax',
      'secure',
    ]);
  });

  it('cannot be opened with anything in the database, nor the password guessed fast', async () => {
    const { headers } = await signIn();
    const cookie = headersAfter(headers).get('cookie') ?? '';
    const token = decodeURIComponent(cookie).split('=')[1]?.split('.')[0] ?? '';
    expect(token.length).toBeGreaterThanOrEqual(32);
    const open = await database();
    // The words of the activity log cannot be read back.
    const tables = (await open.introspection.getTables()).filter(({ name }) => !name.startsWith('activity'));
    const kept = JSON.stringify(
      await Promise.all(tables.map(({ name }) => sql`select * from ${sql.table(name)}`.execute(open))),
    );
    expect(kept).not.toContain(token);
    expect(kept).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    const rows = await open.selectFrom('sessions').selectAll().execute();
    for (const value of rows.flatMap((row) => Object.values(row)))
      expect(await sessionOf(new Headers({ cookie: `${SESSION_COOKIE}=${value}` }))).toBeNull();
  });

  it('ends 12 hours after its last use, and 7 days after it began', async () => {
    const headers = headersAfter((await signIn()).headers);
    expect(await sessionOf(headers, inHours(11))).not.toBeNull();
    expect(await sessionOf(headers, inHours(22))).not.toBeNull();
    expect(await sessionOf(headers, inHours(35))).toBeNull();
    for (let hours = 33; hours < 168; hours += 11)
      expect(await sessionOf(headers, inHours(hours))).not.toBeNull();
    expect(await sessionOf(headers, inHours(168.1))).toBeNull();
  });

  it('ends when the user is disabled, and no new one can begin', async () => {
    const headers = headersAfter((await signIn()).headers);
    await (
      await database()
    )
      .updateTable('people')
      .set({ disabled_at: new Date().toISOString() })
      .where('id', '=', person.id)
      .execute();
    expect(await sessionOf(headers)).toBeNull();
    expect(await personById(person.id)).toBeNull();
    await expect(signIn()).rejects.toThrow('Failed to create session');
  });

  it('is new at each sign-in; one is ended without the others', async () => {
    const first = headersAfter((await signIn()).headers);
    const second = headersAfter((await signIn()).headers);
    const ids = (await listSessions(person.id)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
    const ended = (await sessionOf(first))?.sessionId ?? '';
    expect(await endSessions({ id: ended })).toBe(1);
    expect(await sessionOf(first)).toBeNull();
    expect(await sessionOf(second)).not.toBeNull();
    expect(await endSessions({ personId: person.id })).toBe(1);
    expect(await sessionOf(second)).toBeNull();
  });

  it('ends everywhere when the password changes, and is replaced where that was done', async () => {
    const elsewhere = headersAfter((await signIn()).headers);
    const here = headersAfter((await signIn()).headers);
    const { api } = await engine();
    const { headers } = await api.changePassword({
      body: {
        currentPassword: PASSWORD,
        newPassword: 'another horse, no battery',
        revokeOtherSessions: true,
      },
      headers: here,
      returnHeaders: true,
    });
    expect(await sessionOf(elsewhere)).toBeNull();
    expect(await sessionOf(here)).toBeNull();
    expect(await sessionOf(headersAfter(headers))).toMatchObject({ personId: person.id });
  });

  it('is not begun by a cookie of somebody else’s choice', async () => {
    expect(await sessionOf(new Headers({ cookie: `${SESSION_COOKIE}=chosen.signature` }))).toBeNull();
    expect(await sessionOf(new Headers({ cookie: `${SESSION_COOKIE}=` }))).toBeNull();
    expect(await sessionOf(new Headers())).toBeNull();
  });
});

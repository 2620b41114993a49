import { describe, expect, it, vi } from 'vitest';
import { forgetConfig } from '@/lib/config';
import { database } from '@/lib/db/database';
import { acceptLink } from './accept-link';
import { personById } from './people';
import { resetAdmin } from './reset-admin';
import { sessionOf } from './session';
import { signIn } from './sign-in';
import { addPerson, browserAfter, PASSWORD, peopleWorld } from './testing/people-world';

peopleWorld();

const typed = { email: '', name: 'Ada', password: 'another horse, no battery' };
const tokenOf = (link: string) => link.split('/').at(-1) ?? '';

describe('the way back in', () => {
  it('is a link for the first admin, who is enabled, loses the second factor and every session', async () => {
    const ada = await addPerson('ada@example.com', 'admin');
    await addPerson('grace@example.com', 'admin');
    const before = browserAfter(await signIn({ email: ada.email, password: PASSWORD }, new Headers()));
    await (
      await database()
    )
      .updateTable('people')
      .set({ disabled_at: new Date().toISOString(), two_factor_enabled: 1 })
      .where('id', '=', ada.id)
      .execute();
    const { sentence, link } = await resetAdmin(null);
    expect([sentence, link]).toEqual([
      expect.stringContaining('ada@example.com'),
      expect.stringMatching(/^https:\/\/sluice\.example\/reset\/[\w-]{43}$/),
    ]);
    expect(await sessionOf(before)).toBeNull();
    expect(await acceptLink(tokenOf(link), typed)).toMatchObject({ kind: 'done' });
    expect(await signIn({ email: ada.email, password: typed.password }, new Headers())).toMatchObject({
      kind: 'signed-in',
    });
  });

  it('makes an admin of who is named, whether they are there or not', async () => {
    const grace = await addPerson('grace@example.com', 'viewer');
    await resetAdmin('Grace@example.com');
    expect(await personById(grace.id)).toMatchObject({ role: 'admin' });
    const { link } = await resetAdmin('new@example.com');
    expect(await acceptLink(tokenOf(link), typed)).toMatchObject({
      person: { email: 'new@example.com', role: 'admin' },
    });
  });

  it('returns a set-up link before set-up, and explains why otherwise', async () => {
    expect((await resetAdmin(null)).link).toContain('/set-up/');
    await addPerson('grace@example.com', 'viewer');
    await expect(resetAdmin(null)).rejects.toThrow('There is no admin. Specify an email address');
    await expect(resetAdmin('grace')).rejects.toThrow('grace is not an email address');
    vi.stubEnv('SLUICE_URL', '');
    forgetConfig();
    await expect(resetAdmin(null)).rejects.toThrow('SLUICE_URL is not set');
  });
});

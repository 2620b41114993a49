import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { dataFolder } from '@/lib/db/testing/data-folder';
import { forgetConfig, inAccount } from '@/lib/config';
import { closeDatabase } from '@/lib/db/database';
import { localActor, type Role } from '@/lib/model/actor';
import { addPerson } from '@/lib/auth/testing/people-world';
import { changeListQuery, defaultListQuery, type ListQuery } from './list-query';
import { deleteView, listSavedViews, renameView, saveView, shareView, updateView } from './saved-views';
import { changeOf, isAsSaved, SHARED_VIEWS_MAX, viewQueryOf, VIEWS_MAX } from './views';

const folder = dataFolder();

const local = localActor(null);
const somebody = { personId: 'somebody', role: 'viewer' } as const;

async function saved(
  name: string,
  query = '?q=status:stopped',
  reader: Parameters<typeof saveView>[0] = local,
) {
  const outcome = await saveView(reader, { name, query });
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.view;
}

describe('a saved view', () => {
  test('is saved, renamed, changed and deleted, for its owner only', async () => {
    const view = await saved('  Night   window ');
    expect(view).toMatchObject({ name: 'Night window', query: '?q=status:stopped' });
    expect(await listSavedViews(local)).toEqual([view]);
    expect(await listSavedViews(somebody)).toEqual([]);
    expect(await renameView(somebody, { id: view.id, name: 'Mine' })).toEqual({
      ok: false,
      problem: 'gone',
    });

    expect(await renameView(local, { id: view.id, name: '夜间窗口' })).toMatchObject({ ok: true });
    expect(await updateView(local, { id: view.id, query: '?q=port:443' })).toMatchObject({ ok: true });
    expect(await listSavedViews(local)).toEqual([{ ...view, name: '夜间窗口', query: '?q=port:443' }]);
    await closeDatabase();
    expect(await listSavedViews(local)).toHaveLength(1);

    expect(await deleteView(local, { id: view.id })).toMatchObject({ ok: true });
    expect(await deleteView(local, { id: view.id })).toEqual({ ok: false, problem: 'gone' });
    expect(await updateView(local, { id: view.id, query: '' })).toEqual({ ok: false, problem: 'gone' });
  });

  test('needs a unique name of limited length, and their number is limited', async () => {
    await saved('a');
    for (const [name, problem] of [
      [' ', 'name-missing'],
      ['x'.repeat(41), 'name-long'],
      ['a', 'name-taken'],
    ])
      expect(await saveView(local, { name, query: '' })).toEqual({ ok: false, problem });
    const other = await saved('b');
    expect(await renameView(local, { id: other.id, name: 'a' })).toEqual({
      ok: false,
      problem: 'name-taken',
    });
    expect(await renameView(local, { id: other.id, name: 'b' })).toMatchObject({ ok: true });
    for (let count = 2; count < VIEWS_MAX; count += 1) await saved(`view ${count}`);
    expect(await saveView(local, { name: 'more', query: '' })).toEqual({ ok: false, problem: 'too-many' });
  });

  test('stores what the list can show and nothing else that is sent', async () => {
    expect(
      (await saved('a', '?q=status:stopped&regions=cn-hangzhou&page=3&evil=1&sort=x&view=b')).query,
    ).toBe('?q=status:stopped');
    expect(await saveView(local, { name: 'b' })).toEqual({ ok: false, problem: 'invalid' });
    expect(await saveView(local, null)).toEqual({ ok: false, problem: 'invalid' });
  });
});

describe('a view that is shared', () => {
  async function person(name: string, role: Role) {
    return { personId: (await addPerson(`${name}@example.com`, role)).id, role };
  }

  test('is seen by everybody with its owner’s name, and an admin may only unshare or delete it', async () => {
    const [ada, viewer, admin] = [
      await person('ada', 'operator'),
      await person('vera', 'viewer'),
      await person('root', 'admin'),
    ];
    const view = await saved('Night window', '?q=status:stopped', ada);
    expect(view).toMatchObject({ ownerName: null, isShared: false, mayRemove: true });
    expect(await shareView(viewer, { id: view.id, isShared: true })).toEqual({ ok: false, problem: 'gone' });
    expect([await listSavedViews(viewer), await listSavedViews(admin)]).toEqual([[], []]);

    expect(await shareView(ada, { id: view.id, isShared: true })).toMatchObject({
      view: { isShared: true, ownerName: null },
    });
    const shown = { ...view, ownerName: 'ada', isShared: true };
    const own = await saved('Night window', '?q=port:443', viewer);
    expect(await listSavedViews(viewer)).toEqual([own, { ...shown, mayRemove: false }]);
    expect(await listSavedViews(admin)).toEqual([shown]);
    for (const attempt of [
      updateView(viewer, { id: view.id, query: '' }),
      renameView(viewer, { id: view.id, name: 'Mine' }),
      shareView(viewer, { id: view.id, isShared: false }),
      deleteView(viewer, { id: view.id }),
    ])
      expect(await attempt).toEqual({ ok: false, problem: 'gone' });

    // Whether its owner has another of that name, private or not, is not told either.
    await saved('Day window', '?q=port:443', ada);
    for (const attempt of [
      renameView(admin, { id: view.id, name: 'Day window' }),
      renameView(admin, { id: view.id, name: 'Weekend' }),
      updateView(admin, { id: view.id, query: '' }),
    ])
      expect(await attempt).toEqual({ ok: false, problem: 'gone' });
    expect(await shareView(admin, { id: view.id, isShared: false })).toEqual({
      ok: true,
      view: { ...shown, isShared: true },
    });
    expect(await listSavedViews(viewer)).toEqual([own]);
    for (const attempt of [
      shareView(admin, { id: view.id, isShared: true }),
      deleteView(admin, { id: view.id }),
    ])
      expect(await attempt).toEqual({ ok: false, problem: 'gone' });
    await shareView(ada, { id: view.id, isShared: true });
    expect(await deleteView(admin, { id: view.id })).toMatchObject({ ok: true });
    expect((await listSavedViews(ada)).map(({ name }) => name)).toEqual(['Day window']);
  });

  test('needs sign-in, and a team shares a limited number', async () => {
    const view = await saved('a');
    expect(await shareView(local, { id: view.id, isShared: true })).toEqual({
      ok: false,
      problem: 'invalid',
    });
    const ada = await person('ada', 'operator');
    for (let count = 0; count < SHARED_VIEWS_MAX; count += 1) {
      const { id } = await saved(`view ${count}`, '', ada);
      expect(await shareView(ada, { id, isShared: true })).toMatchObject({ ok: true });
    }
    const bob = await person('bob', 'operator');
    const { id } = await saved('one more', '', bob);
    expect(await shareView(bob, { id, isShared: true })).toEqual({ ok: false, problem: 'too-many-shared' });
    // Without sign-in, what a team once shared is not shown.
    expect(await listSavedViews(local)).toEqual([view]);
  });
});

describe('with several accounts', () => {
  function useAccounts() {
    const path = join(folder(), 'accounts.json');
    writeFileSync(path, JSON.stringify([{ name: 'production' }, { name: 'staging' }]));
    vi.stubEnv('SLUICE_ACCOUNTS', path);
    forgetConfig();
  }
  const taken = { ok: false, problem: 'name-taken' };

  test('a view belongs to the one in which it was saved, and one from before accounts had names to each', async () => {
    const earlier = await saved('earlier');
    useAccounts();
    const view = await saved('of production');
    expect(await listSavedViews(local)).toEqual([earlier, view]);
    await inAccount('staging', async () => {
      expect(await listSavedViews(local)).toEqual([earlier]);
      expect(await deleteView(local, { id: view.id })).toEqual({ ok: false, problem: 'gone' });
      await saved('of production');
      expect(await saveView(local, { name: 'earlier', query: '' })).toEqual(taken);
      // It would be the second of that name in the other account.
      expect(await renameView(local, { id: earlier.id, name: 'of production' })).toEqual(taken);
    });
    expect(await renameView(local, { id: view.id, name: 'earlier' })).toEqual(taken);
    vi.stubEnv('SLUICE_ACCOUNTS', undefined);
    forgetConfig();
    expect((await listSavedViews(local)).map(({ name }) => name)).toEqual([
      'earlier',
      'of production',
      'of production',
    ]);
    expect(await saveView(local, { name: 'of production', query: '' })).toEqual(taken);
  });

  test('the team’s of one is neither shown nor changed in another', async () => {
    useAccounts();
    const { id } = await addPerson('ada@example.com');
    const [owner, admin] = [
      { personId: id, role: 'operator' },
      { personId: 'root', role: 'admin' },
    ] as const;
    const view = await saved('Night window', '', owner);
    await shareView(owner, { id: view.id, isShared: true });
    expect(await listSavedViews(admin)).toMatchObject([{ id: view.id, ownerName: 'ada' }]);
    await inAccount('staging', async () => {
      expect([await listSavedViews(owner), await listSavedViews(admin)]).toEqual([[], []]);
      for (const attempt of [
        updateView(owner, { id: view.id, query: '' }),
        renameView(owner, { id: view.id, name: 'Mine' }),
        shareView(owner, { id: view.id, isShared: false }),
        deleteView(owner, { id: view.id }),
        shareView(admin, { id: view.id, isShared: false }),
        deleteView(admin, { id: view.id }),
      ])
        expect(await attempt).toEqual({ ok: false, problem: 'gone' });
    });
    expect(await listSavedViews(owner)).toEqual([{ ...view, isShared: true }]);
  });
});

test('two at once cannot both get a name', async () => {
  const input = { name: 'a', query: '' };
  const outcomes = await Promise.all([saveView(local, input), saveView(local, input)]);
  expect(outcomes.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
  expect(outcomes).toContainEqual({ ok: false, problem: 'name-taken' });
});

describe('what a view shows', () => {
  const shown: ListQuery = {
    ...defaultListQuery,
    text: 'status:stopped',
    sort: { column: 'port', descending: true },
    regions: ['cn-hangzhou'],
    page: 2,
    grouped: true,
  };
  const view = { id: 'f3', name: 'a', query: viewQueryOf(shown) };

  test("is what was shown, without the position in it and the header's regions", () => {
    const other = changeListQuery(
      { ...defaultListQuery, regions: ['eu-central-1'], text: 'x' },
      changeOf(view),
    );
    expect(other).toEqual({ ...shown, regions: ['eu-central-1'], page: null, view: 'f3' });
    expect(isAsSaved(changeOf(view), other)).toBe(true);
    expect(isAsSaved(changeOf(view), { ...other, page: 4 })).toBe(true);
  });

  test('counts as edited when something it defines differs', () => {
    const now = changeListQuery(shown, changeOf(view));
    expect(isAsSaved(changeOf(view), changeListQuery(now, { text: 'status:running' }))).toBe(false);
    expect(isAsSaved(changeOf(view), changeListQuery(now, { grouped: false }))).toBe(false);
    // It defines no columns: the reader's own count.
    expect(isAsSaved(changeOf(view), changeListQuery(now, { columns: ['port', 'status'] }))).toBe(true);
    const narrow = { ...view, query: viewQueryOf({ ...shown, columns: ['port', 'status'] }) };
    expect(isAsSaved(changeOf(narrow), now)).toBe(false);
  });
});

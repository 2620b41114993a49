import { describe, expect, test } from 'vitest';
import { dataFolder } from '@/lib/db/testing/data-folder';
import { closeDatabase } from '@/lib/db/database';
import { changeListQuery, defaultListQuery, type ListQuery } from './list-query';
import { deleteView, listSavedViews, renameView, saveView, updateView } from './saved-views';
import { changeOf, isAsSaved, viewQueryOf, VIEWS_MAX } from './views';

dataFolder();

async function saved(name: string, query = '?q=status:stopped') {
  const outcome = await saveView('local', { name, query });
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.view;
}

describe('a saved view', () => {
  test('is saved, renamed, changed and deleted, for its owner only', async () => {
    const view = await saved('  Night   window ');
    expect(view).toMatchObject({ name: 'Night window', query: '?q=status:stopped' });
    expect(await listSavedViews('local')).toEqual([view]);
    expect(await listSavedViews('somebody')).toEqual([]);
    expect(await renameView('somebody', { id: view.id, name: 'Mine' })).toEqual({
      ok: false,
      problem: 'gone',
    });

    expect(await renameView('local', { id: view.id, name: '夜间窗口' })).toMatchObject({ ok: true });
    expect(await updateView('local', { id: view.id, query: '?q=port:443' })).toMatchObject({ ok: true });
    expect(await listSavedViews('local')).toEqual([{ id: view.id, name: '夜间窗口', query: '?q=port:443' }]);
    await closeDatabase();
    expect(await listSavedViews('local')).toHaveLength(1);

    expect(await deleteView('local', { id: view.id })).toMatchObject({ ok: true });
    expect(await deleteView('local', { id: view.id })).toEqual({ ok: false, problem: 'gone' });
    expect(await updateView('local', { id: view.id, query: '' })).toEqual({ ok: false, problem: 'gone' });
  });

  test('needs a unique name of limited length, and their number is limited', async () => {
    await saved('a');
    for (const [name, problem] of [
      [' ', 'name-missing'],
      ['x'.repeat(41), 'name-long'],
      ['a', 'name-taken'],
    ])
      expect(await saveView('local', { name, query: '' })).toEqual({ ok: false, problem });
    const other = await saved('b');
    expect(await renameView('local', { id: other.id, name: 'a' })).toEqual({
      ok: false,
      problem: 'name-taken',
    });
    expect(await renameView('local', { id: other.id, name: 'b' })).toMatchObject({ ok: true });
    for (let count = 2; count < VIEWS_MAX; count += 1) await saved(`view ${count}`);
    expect(await saveView('local', { name: 'more', query: '' })).toEqual({ ok: false, problem: 'too-many' });
  });

  test('stores what the list can show and nothing else that is sent', async () => {
    expect(
      (await saved('a', '?q=status:stopped&regions=cn-hangzhou&page=3&evil=1&sort=x&view=b')).query,
    ).toBe('?q=status:stopped');
    expect(await saveView('local', { name: 'b' })).toEqual({ ok: false, problem: 'invalid' });
    expect(await saveView('local', null)).toEqual({ ok: false, problem: 'invalid' });
  });
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

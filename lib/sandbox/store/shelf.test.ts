import { expect, test } from 'vitest';
import { changeList } from './changes';
import { byAge, shelf } from './shelf';

type Thing = { readonly name: string; readonly owner: string; readonly size: number };

function things() {
  const changes = changeList();
  const all = shelf<Thing>(changes, 'listener', {
    keyOf: ({ name }) => name,
    ownerOf: ({ owner }) => owner,
    compare: byAge,
  });
  for (const name of ['a', 'b', 'c']) all.insert({ name, owner: 'x', size: 1 });
  const content = () => all.of('x').map(({ value }) => `${value.name}${value.size}`);
  return { changes, all, content };
}

test('whatever is undone leaves values, order and owners as they were', () => {
  const { changes, all, content } = things();
  const before = changes.length;
  all.remove('b');
  all.update({ name: 'a', owner: 'x', size: 2 });
  all.insert({ name: 'd', owner: 'y', size: 1 });
  all.update({ name: 'd', owner: 'y', size: 2 });
  all.remove('d');
  all.insert({ name: 'b', owner: 'x', size: 9 });
  expect(content()).toEqual(['a2', 'c1', 'b9']);
  changes.undoTo(before);
  expect(content()).toEqual(['a1', 'b1', 'c1']);
  expect(all.find('b')?.size).toBe(1);
  expect(all.find('d')).toBeUndefined();
  expect([...all.owners()]).toEqual(['x']);
  all.clear();
  expect([...all.owners()]).toEqual([]);
  changes.undoTo(before);
  expect(content()).toEqual(['a1', 'b1', 'c1']);
});

test('a row is written as it is in the end', () => {
  const { changes, all } = things();
  changes.forget();
  all.update({ name: 'a', owner: 'x', size: 2 });
  all.update({ name: 'c', owner: 'x', size: 3 });
  all.update({ name: 'a', owner: 'x', size: 4 });
  all.remove('c');
  expect([...changes.byRow()].map(({ id, value }) => [id, value])).toEqual([
    [1, { name: 'a', owner: 'x', size: 4 }],
    [3, undefined],
  ]);
});

test('takes no two values of one key', () => {
  const { all } = things();
  expect(() => all.insert({ name: 'a', owner: 'z', size: 1 })).toThrow('There is a listener a already');
});

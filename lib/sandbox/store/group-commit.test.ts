import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { changeList } from './changes';
import { groupCommit, type OnSettled } from './group-commit';

/** A group commit over a disk whose every step the test takes by hand, and a number that stands for what memory holds. */
function workbench() {
  const changes = changeList();
  const events: string[] = [];
  const disk: { isFull: boolean; synced: OnSettled } = { isFull: false, synced: () => {} };
  let memory = 0;
  const group = groupCommit(changes, {
    commit: () => {
      if (disk.isFull) throw new Error('The disk is full');
      events.push(`committed ${changes.length}`);
    },
    sync: (onSynced) => {
      events.push('syncing');
      disk.synced = onSynced;
    },
    appendNonces: () => events.push('appended'),
  });
  const add = (amount: number) => {
    const before = memory;
    memory += amount;
    changes.note({
      id: changes.nextId(),
      kind: 'listener',
      value: memory,
      undo: () => (memory = before),
    });
  };
  return {
    group,
    events,
    disk,
    get memory(): number {
      return memory;
    },
    write: (amount: number) => group.write(() => add(amount)),
    writeAndThrow: (amount: number) =>
      expect(() =>
        group.write(() => {
          add(amount);
          throw new Error('A mistake');
        }),
      ).toThrow('A mistake'),
    ask: (name: string) =>
      group.whenSettled((error) => events.push(error === null ? `told ${name}` : `failed ${name}`)),
  };
}

test('nobody is told of a write before it is forced to the disk, neither the writer nor a reader', async () => {
  const bench = workbench();
  bench.write(1);
  bench.ask('writer');
  await turn();
  bench.ask('reader of the next turn');
  await turn();
  await turn();
  expect(bench.events).toEqual(['committed 1', 'syncing']);
  bench.disk.synced(null);
  expect(bench.events).toEqual([
    'committed 1',
    'syncing',
    'told writer',
    'appended',
    'told reader of the next turn',
  ]);
});

test('what comes while the disk is busy shares the next commit', async () => {
  const bench = workbench();
  bench.write(1);
  bench.ask('first');
  await turn();
  for (const name of ['second', 'third', 'fourth', 'fifth', 'sixth']) {
    bench.write(1);
    bench.ask(name);
    await turn();
  }
  bench.disk.synced(null);
  expect(bench.events.slice(2)).toEqual(['told first', 'committed 5', 'syncing']);
  bench.disk.synced(null);
  expect(bench.events.slice(5)).toEqual([
    'told second',
    'told third',
    'told fourth',
    'told fifth',
    'told sixth',
  ]);
});

test('many of one turn do not wait for its end', () => {
  const bench = workbench();
  for (const name of ['first', 'second', 'third', 'fourth']) bench.ask(name);
  expect(bench.events).toEqual(['appended', 'told first', 'told second', 'told third', 'told fourth']);
});

test('only the write that throws is undone', async () => {
  const bench = workbench();
  bench.write(1);
  bench.writeAndThrow(10);
  expect(bench.memory).toBe(1);
  bench.write(2);
  bench.ask('all');
  await turn();
  expect(bench.events).toEqual(['committed 2', 'syncing']);
  expect(bench.memory).toBe(3);
});

test('a group in which every write was rejected stores nothing', async () => {
  const bench = workbench();
  bench.writeAndThrow(1);
  bench.ask('refused');
  await turn();
  expect(bench.events).toEqual(['appended', 'told refused']);
});

test('when the disk takes nothing, all of the group hear so and memory is as before', async () => {
  const bench = workbench();
  bench.write(1);
  bench.ask('kept');
  await turn();
  bench.disk.synced(null);
  bench.disk.isFull = true;
  bench.write(10);
  bench.write(100);
  bench.ask('writers');
  bench.ask('reader');
  await turn();
  expect(bench.events.slice(3)).toEqual(['failed writers', 'failed reader']);
  expect(bench.memory).toBe(1);
  bench.disk.isFull = false;
  bench.write(5);
  bench.ask('later');
  await turn();
  bench.disk.synced(null);
  expect(bench.events.slice(5)).toEqual(['committed 1', 'syncing', 'told later']);
  expect(bench.memory).toBe(6);
});

test('when what was written cannot be forced to the disk, the process ends and nobody is told anything', async () => {
  const bench = workbench();
  bench.write(1);
  bench.ask('writer');
  await turn();
  // Thrown where node calls back, this is an uncaught exception.
  expect(() => bench.disk.synced(new Error('The disk is broken'))).toThrow('The disk is broken');
  bench.ask('reader');
  await turn();
  expect(bench.events).toEqual(['committed 1', 'syncing']);
});

import { expect, it } from 'vitest';
import { database } from '@/lib/db/database';
import { noteOpenIntents } from '@/lib/db/open-intents';
import { dataFolder } from '@/lib/db/testing/data-folder';
import { beginActivity, endActivityOfOther } from './record';
import { listUnsettledWrites } from './unsettled-writes';

dataFolder();

const writeOn = (listenerPort: number) => ({
  actor: 'local',
  from: null,
  operation: 'StopLoadBalancerListener',
  regionId: 'cn-hangzhou',
  loadBalancerId: 'lb-1',
  listenerPort,
  before: null,
  after: null,
});
const succeeded = {
  outcome: 'succeeded',
  code: null,
  message: null,
  requestId: null,
  durationMillis: 1,
} as const;

it('warns about what an earlier release left without an outcome, unless a later write has succeeded', async () => {
  const { id } = await beginActivity(writeOn(80));
  await beginActivity(writeOn(81));
  await (await beginActivity(writeOn(81))).end(succeeded);
  await noteOpenIntents(await database());
  expect(await listUnsettledWrites({ endpoint: 'cloud' })).toMatchObject([
    { id, listenerPort: 80, connection: '', phase: 'awaited', isOwn: false, isOpen: true },
  ]);
});

it('has one outcome, the first, if several processes determine it', async () => {
  const { id, end } = await beginActivity(writeOn(80));
  const observed = { outcome: 'succeeded', code: null, message: 'observed', requestId: null } as const;
  await Promise.all([endActivityOfOther(id, observed), endActivityOfOther(id, observed)]);
  await end(succeeded);
  const outcomes = (await database()).selectFrom('activity').select('message').where('begun_id', '=', id);
  expect(await outcomes.execute()).toEqual([{ message: 'observed' }]);
});

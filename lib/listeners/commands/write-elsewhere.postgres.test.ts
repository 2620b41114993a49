import { expect, it } from 'vitest';
import { listActivity } from '@/lib/activity/list';
import { beginActivity } from '@/lib/activity/record';
import { noteOwnWrite } from '@/lib/activity/unsettled-writes';
import { connectionIdentity } from '@/lib/inventory/connection';
import { actor, ssh } from '@/lib/listeners/testing/example';
import { stopListener } from '@/lib/slb/operations/listeners';
import { connectTo } from '@/lib/slb/testing/connection';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { changeListener } from './change-listener';
import { recheckUnsettled, unsettledWrites } from './unsettled-writes';

/** A write that another process of Sluice has sent. */

const sandbox = sandboxWorld({ folderPer: 'test' });
const said = { code: null, message: null, requestId: 'of-slb', durationMillis: 5 };

/** As another process on this database begins it. */
async function beginElsewhere(horizonMillis: number) {
  connectTo(sandbox.port);
  const connection = (await connectionIdentity()) ?? '';
  const write = { actor: 'local', from: null, operation: 'StopLoadBalancerListener', ...ssh };
  const begun = await beginActivity({ ...write, before: null, after: null }, { connection, horizonMillis });
  noteOwnWrite(begun.id, null);
  return begun;
}

it('is left to its process until its horizon has passed, whatever a read shows', async () => {
  const { end } = await beginElsewhere(60_000);
  await stopListener(ssh);
  expect(await recheckUnsettled(ssh)).toMatchObject([{ phase: 'awaited', isOwn: false, isElsewhere: true }]);
  expect(await changeListener('start', ssh, actor, { despiteUnsettled: true })).toMatchObject({
    error: { code: 'Sluice.WriteAwaited' },
  });
  expect((await listActivity({ limit: 1 }))[0]).toMatchObject({ outcome: 'refused' });
  await end({ outcome: 'succeeded', ...said });
  expect(await unsettledWrites(ssh)).toEqual([]);
  expect((await listActivity({ limit: 1 }))[0]).toMatchObject({ outcome: 'succeeded', requestId: 'of-slb' });
});

import { beforeEach, expect, test } from 'vitest';
import { callsOf } from '../testing/calls';
import { EDGE, at, listAt, testSandbox } from '../testing/test-sandbox';

/** Texts that a JSON parameter can carry and a query cannot: they are kept or rejected, and break nothing. */
const sandbox = testSandbox();
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'demo' });
});

const { ask, xml } = callsOf(() => sandbox);
const ODD = ['"\'<&>', '\u0000', '\ud800', '\u{20BB7}', '\r\n\t', '\uFFFF', '__proto__', '%', '\u202E'];

test.each(ODD)('the tag %j comes back as it went, and XML stays XML', async (text) => {
  await ask('AddTags', { LoadBalancerId: EDGE, Tags: JSON.stringify([{ TagKey: text, TagValue: text }]) });
  const tags = listAt(await ask('DescribeLoadBalancerAttribute', { LoadBalancerId: EDGE }), 'Tags', 'Tag');
  expect(tags).toContainEqual({ TagKey: text, TagValue: text });
  expect(await ask('DescribeTags', { LoadBalancerId: EDGE })).toMatchObject({ TotalCount: 2 });
  const answer = await xml('DescribeTags', { LoadBalancerId: EDGE });
  // oxlint-disable-next-line no-control-regex
  expect(answer).not.toMatch(/[\u0000-\u0008]|<TagKey>[^<]*[<>"'][^/]/);
  await ask('RemoveTags', { LoadBalancerId: EDGE, Tags: JSON.stringify([{ TagKey: text }]) });
  expect(await ask('DescribeTags', { LoadBalancerId: EDGE })).toMatchObject({ TotalCount: 1 });
});

test.each(ODD)('the server %j is attached once, and the comment of an entry is kept', async (text) => {
  const BackendServers = JSON.stringify([{ ServerId: text, Port: 80 }]);
  const { VServerGroupId } = await ask('CreateVServerGroup', { LoadBalancerId: EDGE, BackendServers });
  const group = { VServerGroupId: String(VServerGroupId) };
  expect(
    at(await ask('DescribeVServerGroupAttribute', group), 'BackendServers', 'BackendServer', 0),
  ).toMatchObject({
    ServerId: text,
  });
  await ask('RemoveVServerGroupBackendServers', { ...group, BackendServers });
  expect(
    listAt(await ask('DescribeVServerGroupAttribute', group), 'BackendServers', 'BackendServer'),
  ).toEqual([]);
  const AclId = 'acl-bp1h6e1ykz6pd';
  await ask('AddAccessControlListEntry', {
    AclId,
    AclEntrys: JSON.stringify([{ entry: '10.0.0.0/8', comment: text }]),
  });
  expect(await ask('DescribeAccessControlListAttribute', { AclId })).toMatchObject({
    AclEntrys: { AclEntry: [{ AclEntryIP: '10.0.0.0/8', AclEntryComment: text }] },
  });
});

import { beforeEach, describe, expect, test } from 'vitest';
import { INVALID, NO_LIST, callsOf, mandatory } from '../testing/calls';
import { EDGE, listAt, testSandbox, type Parameters } from '../testing/test-sandbox';

const sandbox = testSandbox();
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'demo' });
});

const { ask, outcome } = callsOf(() => sandbox);

type Entry = { entry?: string; comment?: string };
const entriesOf = (AclId: string, list: readonly Entry[] | string) => ({
  AclId,
  AclEntrys: typeof list === 'string' ? list : JSON.stringify(list),
});
const read = (AclId: string, change: Parameters = {}) =>
  ask('DescribeAccessControlListAttribute', { AclId, PageSize: 50, ...change });
const stored = async (AclId: string) => listAt(await read(AclId), 'AclEntrys', 'AclEntry');
const create = async (AclName: string, change: Parameters = {}) =>
  String((await ask('CreateAccessControlList', { AclName, ...change })).AclId);
/** Neighbouring blocks, none of them twice. */
const blocks = (count: number, third = 0) =>
  Array.from({ length: count }, (_, index) => ({ entry: `10.1.${third}.${index}/32` }));

const NAME_EXIST = [400, 'AclNameExist', 'The acl name already exists.'] as const;

const INVALID_ENTRY = [400, 'InvalidEntry', 'The specified parameter AclEntrys is not valid'] as const;

describe('CreateAccessControlList', () => {
  test('answers the id of an empty list, for IPv4 unless another version is requested', async () => {
    const AclId = await create('office/华东-1.a_b', {
      ResourceGroupId: 'rg-mine',
      'Tag.1.Key': 'env',
      'Tag.1.Value': 'test',
    });
    expect(AclId).toMatch(/^acl-[a-z0-9]{21}$/);
    const body = await read(AclId);
    expect(body).toEqual({
      RequestId: body.RequestId,
      AclId,
      AclName: 'office/华东-1.a_b',
      AddressIPVersion: 'ipv4',
      ResourceGroupId: 'rg-mine',
      CreateTime: '2026-11-23T12:00:00Z',
      Tags: { Tag: [{ TagKey: 'env', TagValue: 'test' }] },
      TotalAclEntry: 0,
      AclEntrys: { AclEntry: [] },
      RelatedListeners: { RelatedListener: [] },
    });
    expect(await read(await create('v6', { AddressIPVersion: 'ipv6' }))).toMatchObject({
      AddressIPVersion: 'ipv6',
    });
  });

  test('rejects a name that the region has, and takes it in another', async () => {
    expect(await outcome('CreateAccessControlList', { AclName: 'scanners' })).toEqual(NAME_EXIST);
    expect(await outcome('CreateAccessControlList', { RegionId: 'cn-shenzhen', AclName: 'scanners' })).toBe(
      'answered',
    );
  });

  test('rejects the fifty-first of a region', async () => {
    for (let index = 0; index < 38; index += 1) await create(`list-${index}`);
    expect(await outcome('CreateAccessControlList', { AclName: 'one-more' })).toEqual([
      400,
      'AclNumberOverLimit',
      'The maximum number of acls is exceeded.',
    ]);
    expect(await ask('DescribeAccessControlLists')).toMatchObject({ TotalCount: 50 });
  });

  test.each<[Parameters, readonly [number, string, string]]>([
    [{ AclName: 'with blank' }, INVALID],
    [{ AclName: 'a'.repeat(81) }, INVALID],
    [{ AclName: 'a', AddressIPVersion: 'ipv5' }, INVALID],
    [
      { AclName: 'a', 'Tag.1.Value': 'v' },
      [400, 'MissingParam.TagKey', 'The parameter Tag.Key is required.'],
    ],
    [{}, mandatory('AclName')],
  ])('rejects %o', async (parameters, expected) => {
    expect(await outcome('CreateAccessControlList', parameters)).toEqual(expected);
    expect(await ask('DescribeAccessControlLists')).toMatchObject({ TotalCount: 12 });
  });
});

describe('SetAccessControlListAttribute', () => {
  const rename = (AclName: string, AclId = '1323') =>
    outcome('SetAccessControlListAttribute', { AclId, AclName });

  test('renames, also to the name that the list has', async () => {
    expect(await rename('renamed')).toBe('done');
    expect(await rename('renamed')).toBe('done');
    expect(await read('1323')).toMatchObject({ AclName: 'renamed', TotalAclEntry: 14 });
  });

  test('rejects a wrong name, the name of another list, and an unknown list', async () => {
    expect(await rename('a,b')).toEqual(INVALID);
    expect(await rename('scanners')).toEqual(NAME_EXIST);
    expect(await rename('free', 'acl-x')).toEqual(NO_LIST);
    expect(await outcome('SetAccessControlListAttribute', { AclId: '1323' })).toEqual(mandatory('AclName'));
  });
});

describe('DeleteAccessControlList', () => {
  test('is rejected while a listener is bound', async () => {
    const AclId = 'acl-bp1bast7i0n2x';
    const remove = () => outcome('DeleteAccessControlList', { AclId });
    expect(await remove()).toEqual([400, 'OperationFailed.AclBindedWithVip', 'The ACL has binded with vip.']);
    await ask('SetLoadBalancerTCPListenerAttribute', {
      LoadBalancerId: EDGE,
      ListenerPort: 2222,
      AclStatus: 'off',
    });
    expect(await remove()).toBe('done');
    expect(await remove()).toEqual(NO_LIST);
  });
});

describe('AddAccessControlListEntry', () => {
  const add = (list: readonly Entry[] | string, AclId = 'acl-bp1h6e1ykz6pd') =>
    outcome('AddAccessControlListEntry', entriesOf(AclId, list));

  test('adds entries with their comments; what is repeated in the call counts once', async () => {
    expect(
      await add([
        { entry: '10.0.1.0/24', comment: '办公 <A&B>' },
        { entry: '10.0.2.7/32' },
        { entry: '10.0.1.0/24', comment: 'again' },
      ]),
    ).toBe('done');
    expect(await stored('acl-bp1h6e1ykz6pd')).toEqual([
      { AclEntryIP: '10.0.1.0/24', AclEntryComment: '办公 <A&B>' },
      { AclEntryIP: '10.0.2.7/32', AclEntryComment: '' },
    ]);
  });

  test('rejects an entry that the list has, and adds none of the others', async () => {
    expect(await add([{ entry: '10.9.0.0/16' }, { entry: '198.51.100.16/28' }], '1323')).toEqual([
      400,
      'InvalidParam.AclEntryExists',
      'The specified aclEntry already exists in the acl.',
    ]);
    expect(await read('1323')).toMatchObject({ TotalAclEntry: 14 });
  });

  test('rejects an entry of the other IP version, both ways', async () => {
    const ILLEGAL = [400, 'IllegalEntry', 'Entry version is conflict to the acl version.'] as const;
    expect(await add([{ entry: '2001:db8::/32' }])).toEqual(ILLEGAL);
    expect(await add([{ entry: '10.0.0.0/8' }], 'acl-bp1v6of2f4i6c')).toEqual(ILLEGAL);
    expect(await add([{ entry: '2001:db8:99::/128' }], 'acl-bp1v6of2f4i6c')).toBe('done');
  });

  test('takes fifty in a call and three hundred in a list', async () => {
    expect(await add(blocks(51))).toEqual(INVALID);
    for (let third = 0; third < 6; third += 1) expect(await add(blocks(50, third))).toBe('done');
    expect(await add([{ entry: '10.2.0.0/16' }])).toEqual([
      400,
      'QuotaLimitExceeds.TotalAclEntry',
      'The number of Acl entries has reached the quota limit.',
    ]);
    expect(await read('acl-bp1h6e1ykz6pd')).toMatchObject({ TotalAclEntry: 300 });
  });

  test.each<readonly Entry[] | string>([
    'not json',
    '{"entry":"10.0.0.0/8"}',
    '["10.0.0.0/8"]',
    [{ comment: 'no entry' }],
    [{ entry: '' }],
    [{ entry: '10.0.0.1' }],
    [{ entry: '10.0.0.0/33' }],
    [{ entry: '10.0.0/24' }],
    [{ entry: '256.0.0.0/8' }],
    [{ entry: '2001:db8::/129' }],
    [{ entry: 'office/24' }],
  ])('rejects %j', async (list) => {
    expect(await add(list)).toEqual(INVALID_ENTRY);
    expect(await stored('acl-bp1h6e1ykz6pd')).toEqual([]);
  });

  test('rejects an empty addition, and an unknown list', async () => {
    expect(await add([])).toEqual([400, 'AclEntryEmpty', 'The acl entry is empty.']);
    expect(await outcome('AddAccessControlListEntry', { AclId: '1323' })).toEqual(mandatory('AclEntrys'));
    expect(await add([{ entry: '10.0.0.0/8' }], 'acl-x')).toEqual(NO_LIST);
  });
});

describe('RemoveAccessControlListEntry', () => {
  const remove = (list: readonly Entry[] | string, AclId = '1323') =>
    outcome('RemoveAccessControlListEntry', entriesOf(AclId, list));

  test('removes entries, whatever their comment, and skips those that are not there', async () => {
    const entries = [{ entry: '198.51.100.16/28', comment: 'other' }, { entry: '10.7.0.0/16' }];
    expect(await remove(entries)).toBe('done');
    expect(await read('1323')).toMatchObject({ TotalAclEntry: 13 });
    expect(await remove(entries)).toBe('done');
    expect(await read('1323')).toMatchObject({ TotalAclEntry: 13 });
  });

  test('rejects removing nothing, more than fifty, what is not a block, and from an unknown list', async () => {
    const EMPTY = [400, 'AclEntryEmpty', 'The acl entry is empty.'] as const;
    expect(await remove([])).toEqual(EMPTY);
    expect(await outcome('RemoveAccessControlListEntry', { AclId: '1323' })).toEqual(EMPTY);
    expect(await remove(blocks(51))).toEqual(INVALID);
    expect(await remove([{ entry: '10.0.0.1' }])).toEqual(INVALID_ENTRY);
    expect(await remove([{ entry: '10.0.0.0/8' }], 'acl-x')).toEqual(NO_LIST);
  });
});

import { afterEach, expect, test, vi } from 'vitest';
import { callSlb } from './client';
import { describeRegions } from './operations/regions';
import { inTurn, callOf, endpoints } from './testing/endpoint';
import { reject, succeed, type Answer } from './testing/answering-server';

const endpoint = endpoints();
afterEach(() => void vi.useRealTimers());

const naming =
  (...regionIds: string[]): Answer =>
  (_request, response) =>
    succeed(response, {
      Regions: { Region: regionIds.map((RegionId) => ({ RegionId, LocalName: RegionId })) },
    });

const inRegion = (regionId: string) => callSlb({ ...callOf('read'), regionId });
const UNKNOWN = { ok: false, error: { kind: 'refused', code: 'Sluice.UnknownRegion', outcome: 'not-done' } };

test('a call is signed for a region DescribeRegions lists, and DescribeRegions is called once', async () => {
  const { requests } = await endpoint(inTurn(naming('cn-hangzhou', 'eu-central-1')), { knowsRegions: false });
  await Promise.all([inRegion('cn-hangzhou'), inRegion('eu-central-1')]);
  await inRegion('cn-hangzhou');
  expect(requests.map(({ action }) => action)).toEqual([
    'DescribeRegions',
    'SomeAction',
    'SomeAction',
    'SomeAction',
  ]);
});

test('nothing is sent for any other region, and DescribeRegions is not called for each of them', async () => {
  const { requests } = await endpoint(naming('cn-hangzhou'), { knowsRegions: false });
  for (const regionId of ['evil.example.com', 'cn-hangzhou.evil', 'xx-new-9', '', 'constructor'])
    expect(await inRegion(regionId)).toMatchObject(UNKNOWN);
  expect(await callSlb({ ...callOf('write'), regionId: 'xx-new-9' })).toMatchObject(UNKNOWN);
  expect(requests.map(({ action }) => action)).toEqual(['DescribeRegions']);
});

test('a new region is found a minute after it was looked up in vain', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const answers = [naming('cn-hangzhou'), naming('cn-hangzhou', 'xx-new-9')];
  await endpoint(inTurn(...answers), { knowsRegions: false });
  expect(await inRegion('xx-new-9')).toMatchObject(UNKNOWN);
  vi.setSystemTime(Date.now() + 61_000);
  expect(await inRegion('xx-new-9')).toMatchObject({ ok: true });
});

test('while the regions are unknown, a call fails the way DescribeRegions did', async () => {
  const forbidden: Answer = (_request, response) => reject(response, 403, 'Forbidden.RAM');
  const { requests } = await endpoint(forbidden, { knowsRegions: false });
  expect(await inRegion('cn-hangzhou')).toMatchObject({ ok: false, error: { code: 'Forbidden.RAM' } });
  expect(requests.map(({ action }) => action)).toEqual(['DescribeRegions']);
});

test('regions a page has read count, and DescribeRegions is called once', async () => {
  const { requests } = await endpoint(inTurn(naming('cn-hangzhou')), { knowsRegions: false });
  await describeRegions({ acceptLanguage: 'en-US' });
  await inRegion('cn-hangzhou');
  expect(requests.map(({ action }) => action)).toEqual(['DescribeRegions', 'SomeAction']);
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectTo } from '@/lib/slb/testing/connection';
import { startSandbox, type Sandbox } from '@/lib/slb/testing/sandbox';
import { GET } from './route';

const host = '127.0.0.1:3000';
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'demo' });
  connectTo(sandbox.port, { timeoutMillis: 1000, deadlineMillis: 2500 });
}, 30_000);
afterAll(async () => {
  await sandbox.stop();
});
beforeEach(async () => {
  await sandbox.reset();
});

function ask(search: string, head: Record<string, string> = { host }): Promise<Response> {
  return GET(new Request(`http://${host}/listeners/new/options${search}`, { headers: head }));
}

describe('the options of the form', () => {
  it('are those of a region, of an instance in it, or of an access control list in it', async () => {
    const region = await ask('?region=cn-hangzhou');
    expect(region.headers.get('cache-control')).toBe('no-store');
    expect(await region.json()).toMatchObject({ instances: { ok: true }, accessControlLists: { ok: true } });
    const instance = await ask('?region=cn-hangzhou&instance=lb-bp1b6c719dfa08exfuca5');
    expect(await instance.json()).toMatchObject({ ports: { ok: true }, vServerGroups: { ok: true } });
    const list = await ask('?region=cn-hangzhou&list=1323');
    expect(await list.json()).toMatchObject({ ok: true, value: { addressIpVersion: 'ipv4' } });
  });

  it("return SLB's message if it rejects them", async () => {
    const list = await ask('?region=cn-hangzhou&list=acl-nobody');
    expect(await list.json()).toMatchObject({ ok: false, failure: { code: 'AclNotExist' } });
  });

  it('are empty for an invalid request, and nothing is requested from SLB', async () => {
    for (const search of [
      '',
      '?region=',
      '?instance=lb-1',
      `?region=${'x'.repeat(201)}`,
      '?region=a&list=%20',
    ])
      expect([search, (await ask(search)).status]).toEqual([search, 400]);
    expect(await sandbox.requests()).toEqual([]);
  });

  it('are none for a region that SLB does not name, and nothing is sent to one', async () => {
    for (const region of ['evil.example', 'xx-new-9', 'CN-HANGZHOU', 'x'.repeat(64)]) {
      const unknown = { ok: false, failure: { code: 'Sluice.UnknownRegion' } };
      for (const more of ['', '&instance=lb-1', '&list=acl-1']) {
        const answer: unknown = await (await ask(`?region=${region}${more}`)).json();
        expect(more === '&list=acl-1' ? { list: answer } : answer).toMatchObject(
          more === ''
            ? { instances: unknown }
            : more === '&instance=lb-1'
              ? { ports: unknown }
              : { list: unknown },
        );
      }
    }
    const sentTo = (await sandbox.requests()).map(({ action }) => action);
    expect(sentTo.filter((action) => action !== 'DescribeRegions')).toEqual([]);
    expect(sentTo.length).toBeLessThanOrEqual(1);
  });

  it('are none for a page of another site, also where a person followed its link', async () => {
    const loads: Record<string, string>[] = [
      {},
      { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
    ];
    for (const how of loads) {
      const answer = await ask('?region=cn-hangzhou', { host, 'sec-fetch-site': 'cross-site', ...how });
      expect(answer.status).toBe(403);
    }
    expect(await sandbox.requests()).toEqual([]);
  });

  it('are none for a foreign name and for a foreign page', async () => {
    const strangers: Record<string, string>[] = [
      {},
      { host: 'evil.example:3000' },
      { host, origin: 'https://evil.example' },
    ];
    for (const head of strangers) {
      const answer = await ask('?region=cn-hangzhou', head);
      expect([answer.status, await answer.text()]).toEqual([403, '']);
    }
    expect(await sandbox.requests()).toEqual([]);
  });
});

import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { config, forgetConfig } from '@/lib/config';
import { closeDatabase } from '@/lib/db/database';
import { dataFolder } from '@/lib/db/testing/data-folder';
import { listActivity } from './list';
import { appendPostponed } from './postponed';
import { beginActivity } from './record';
import { succeeded, writeOn } from './testing/write';
import { listUnsettledWrites } from './unsettled-writes';

dataFolder();

const awaited = { connection: 'cloud key', horizonMillis: 60_000 };
const unsettled = () => listUnsettledWrites({ endpoint: 'cloud' });
let network: Server | undefined;
afterEach(() => network?.close());

/** Reaches the database by a network that, once told, loses the connection after the next commit has been done. */
async function lossyNetwork(): Promise<{ loseNextAcknowledgement: () => void }> {
  const { databaseUrl } = config();
  const url = new URL(databaseUrl ?? '');
  const { hostname, port } = url;
  let isLossy = false;
  network = createServer((client) => {
    const server = connect(Number(port), hostname);
    let isCommit = false;
    client.on('data', (query) => {
      isCommit ||= isLossy && query.includes('commit');
      server.write(query);
    });
    server.on('data', (answer) => {
      if (!isCommit) return void client.write(answer);
      isLossy = false;
      client.destroy();
      server.destroy();
    });
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const)
      one.on('error', () => {}).on('close', () => other.destroy());
  });
  network.listen(0, '127.0.0.1');
  await once(network, 'listening');
  const address = network.address();
  url.hostname = '127.0.0.1';
  url.port = String(typeof address === 'object' && address ? address.port : 0);
  process.env['DATABASE_URL'] = url.href;
  forgetConfig();
  return { loseNextAcknowledgement: () => (isLossy = true) };
}

it('ends an intent whose commit was not acknowledged: its call was not sent, and its listener is not blocked', async () => {
  await closeDatabase();
  const { loseNextAcknowledgement } = await lossyNetwork();
  await (await beginActivity(writeOn(79), awaited)).end(succeeded);
  loseNextAcknowledgement();
  await expect(beginActivity(writeOn(80), awaited)).rejects.toMatchObject({ code: 'SLUICE_UNREACHABLE' });
  await expect
    .poll(() =>
      appendPostponed().then(
        () => 'appended',
        () => 'waiting',
      ),
    )
    .toBe('appended');
  const [line] = await listActivity({ limit: 1 });
  expect(line).toMatchObject({
    listenerPort: 80,
    outcome: 'refused',
    code: 'Sluice.DatabaseUnreachable',
  });
  expect(await unsettled()).toEqual([]);
});

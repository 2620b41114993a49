import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { withAndWithoutTls } from './one-port';

test('a request that is never finished is given up after the time that the server allows', async () => {
  const http = createServer(
    { headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 20 },
    (_incoming, outgoing) => outgoing.end(),
  );
  const { server, closeAllConnections } = withAndWithoutTls(http, {
    authority: { file: '', pem: '' },
    certificate: '',
    key: '',
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.resume();
  client.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n');
  const [hadError] = await once(client, 'close');
  expect(hadError).toBe(false);
  closeAllConnections();
  server.close();
  http.close();
});

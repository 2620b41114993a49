import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { withAndWithoutTls } from './one-port';

test.each([
  ['a request that is never finished', 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n'],
  ['a TLS handshake that is never finished', '\x16\x03\x01'],
  ['a connection that sends nothing', ''],
])('%s is given up after the time that the server allows', async (_, beginning) => {
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
  client.write(Buffer.from(beginning, 'latin1'));
  const [hadError] = await once(client, 'close');
  expect(hadError).toBe(false);
  closeAllConnections();
  server.close();
  http.close();
});

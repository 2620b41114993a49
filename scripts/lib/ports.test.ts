import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { freePort, requireFreePort } from './ports';

test('finds a port that can be opened', async () => {
  const port = await freePort();
  expect(port).toBeGreaterThan(0);
  await expect(requireFreePort('PORT', port)).resolves.toBeUndefined();
});

test('says which port is in use and which variable changes it', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await expect(requireFreePort('PORT', port)).rejects.toThrow(
    `Port ${port} of 127.0.0.1 is taken by another program: stop that one, or set PORT to another port.`,
  );
  server.close();
});

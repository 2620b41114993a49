import { isAbsolute } from 'node:path';
import { expect, test } from 'vitest';
import { readSettings } from './settings';

test('serves 127.0.0.1:3000 next to a sandbox on 4010 by default', () => {
  const settings = readSettings({});
  expect(settings).toMatchObject({
    mode: 'sandbox',
    host: '127.0.0.1',
    port: 3000,
    url: null,
    sandboxPort: 4010,
  });
  expect(isAbsolute(settings.dataDir)).toBe(true);
});

test.each(['127.0.0.1', 'localhost', ''])('accepts HOST=%s as the loopback address', (host) => {
  expect(readSettings({ HOST: host }).host).toBe('127.0.0.1');
});

test.each(['0.0.0.0', '::', '192.168.1.7', 'sluice.example.com'])(
  'listens on HOST=%s only with the address at which people sign in, and says so',
  (host) => {
    expect(() => readSettings({ HOST: host })).toThrow(/refused without SLUICE_URL=https:/);
    expect(() => readSettings({ HOST: host, SLUICE_URL: '' })).toThrow(/refused without SLUICE_URL=https:/);
    const SLUICE_URL = 'https://sluice.example.com';
    expect(readSettings({ HOST: host, SLUICE_URL })).toMatchObject({ host, url: SLUICE_URL });
  },
);

test.each(['65536', '-1', '80.5', 'http', '0x50'])('rejects %s as a port and names the variable', (port) => {
  expect(() => readSettings({ PORT: port })).toThrow(/^PORT is/);
  expect(() => readSettings({ SLUICE_SANDBOX_PORT: port })).toThrow(/^SLUICE_SANDBOX_PORT is/);
});

test('rejects one port for both servers', () => {
  expect(() => readSettings({ PORT: '4010' })).toThrow(/both 4010/);
  expect(readSettings({ PORT: '4010', SLUICE_MODE: 'cloud' }).port).toBe(4010);
});

test('rejects an unknown mode', () => {
  expect(() => readSettings({ SLUICE_MODE: 'production' })).toThrow(/"sandbox" \(the default\) or "cloud"/);
});

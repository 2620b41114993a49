import { isAbsolute } from 'node:path';
import { expect, test } from 'vitest';
import { readSettings } from './settings';

test('serves 127.0.0.1:3000 beside a sandbox on 4010 when nothing is set', () => {
  const settings = readSettings({});
  expect(settings).toMatchObject({ mode: 'sandbox', host: '127.0.0.1', port: 3000, sandboxPort: 4010 });
  expect(isAbsolute(settings.dataDir)).toBe(true);
});

test.each(['127.0.0.1', 'localhost', ''])('takes HOST=%s for the loopback address', (host) => {
  expect(readSettings({ HOST: host }).host).toBe('127.0.0.1');
});

test.each(['0.0.0.0', '::', '192.168.1.7', 'sluice.example.com'])('refuses HOST=%s and says why', (host) => {
  expect(() => readSettings({ HOST: host })).toThrow(/no sign-in yet/);
});

test.each(['65536', '-1', '80.5', 'http', '0x50'])('refuses %s as a port and names the variable', (port) => {
  expect(() => readSettings({ PORT: port })).toThrow(/^PORT is/);
  expect(() => readSettings({ SLUICE_SANDBOX_PORT: port })).toThrow(/^SLUICE_SANDBOX_PORT is/);
});

test('refuses one port for both servers', () => {
  expect(() => readSettings({ PORT: '4010' })).toThrow(/both 4010/);
  expect(readSettings({ PORT: '4010', SLUICE_MODE: 'cloud' }).port).toBe(4010);
});

test('refuses a mode it does not know', () => {
  expect(() => readSettings({ SLUICE_MODE: 'production' })).toThrow(/"sandbox" \(the default\) or "cloud"/);
});

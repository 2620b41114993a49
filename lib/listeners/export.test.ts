import { describe, expect, test } from 'vitest';
import en from '@/lib/i18n/messages/en/query.json';
import { listenersCsv, listenersJson } from './export';
import type { ListedListener } from './overview-types';
import type { RowWords } from './row-facts';

const labels = { ...en.column, instanceId: en.export.instanceId };

const row: ListedListener = {
  regionId: 'cn-hangzhou',
  loadBalancerId: 'lb-1',
  listenerPort: 443,
  protocol: 'tcp',
  status: 'running',
  changingSinceMillis: null,
  changedAtMillis: null,
  backend: { kind: 'port', backendServerPort: 8443 },
  scheduler: 'wrr',
  bandwidthMbps: 20,
  access: { status: 'off' },
  healthCheck: null,
  description: '=HYPERLINK("http://x")',
  loadBalancer: {
    loadBalancerId: 'lb-1',
    name: '@edge, prod',
    status: 'active',
    deleteProtection: false,
    modificationProtection: { status: 'none' },
    sharedMbps: null,
  },
};

const words: RowWords = (listener) => ({
  port: String(listener.listenerPort),
  status: 'Running',
  instance: 'edge lb-1 protected',
  region: listener.regionId,
  backend: 'Default group port 8443',
  scheduler: listener.scheduler ?? '',
  bandwidth: listener.bandwidthMbps === -1 ? 'no cap' : '',
  access: 'Open to all',
  healthy: '',
  changed: '',
  'health-check': '',
  description: listener.description ?? '',
});

describe('an export', () => {
  test('as CSV says the names and the chosen columns, and no cell of it is a formula', () => {
    expect(
      listenersCsv(
        [row, { ...row, bandwidthMbps: -1, description: '支付' }],
        ['port', 'status', 'instance', 'region', 'bandwidth', 'health-check', 'description'],
        words,
        labels,
      ),
    ).toBe(
      '\uFEFFRegion,Instance ID,Port,Protocol,Status,Instance,Mbit/s,Health check,Description\r\n' +
        `cn-hangzhou,lb-1,443,TCP,Running,"'@edge, prod",20,,"'=HYPERLINK(""http://x"")"\r\n` +
        `cn-hangzhou,lb-1,443,TCP,Running,"'@edge, prod",no cap,,支付\r\n`,
    );
  });

  test('as JSON gives typed values in no language', () => {
    expect(
      JSON.parse(listenersJson([row], ['port', 'status', 'instance', 'backend', 'bandwidth', 'access'])),
    ).toEqual([
      {
        regionId: 'cn-hangzhou',
        loadBalancerId: 'lb-1',
        listenerPort: 443,
        protocol: 'tcp',
        status: 'running',
        loadBalancerName: '@edge, prod',
        backend: { kind: 'port', backendServerPort: 8443 },
        bandwidthMbps: 20,
        access: { status: 'off' },
      },
    ]);
    expect(JSON.parse(listenersJson([row], ['health-check', 'scheduler', 'description']))).toMatchObject([
      { healthCheck: null, scheduler: 'wrr', description: row.description },
    ]);
  });
});

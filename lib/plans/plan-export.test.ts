import { describe, expect, it } from 'vitest';
import { anyListener } from '@/lib/listeners/testing/any-listener';
import { settingsOf } from '@/lib/model/settings';
import { awkwardValues } from '@/lib/snippets/testing/requests';
import { planFile, planProgram, withoutTerraform, type PlanFormat } from './plan-export';
import type { PlanCells } from './plan-types';
import { parseSource } from './sources/read-source';
import { cellsOfSettings, cellText } from './values';

const endpoints = { mode: 'cloud' } as const;

const descriptions = [
  // Nobody's editor takes a file with NUL for text.
  ...awkwardValues.filter((value) => !value.includes('\0')),
  '=1+1',
  "'=1",
  "''-1",
  '@SUM(A1)',
  '0080',
  '1e3',
  'Unknown',
  '未知',
  '一,二;三\t"四"',
  'Note',
];

/** What listeners a cloud may have, with every setting that a plan has a column for, and every description. */
function anyRows(seed: number, count: number): PlanCells[] {
  return Array.from({ length: count }, (_, at) => {
    const listener = {
      ...anyListener(seed + at),
      description: descriptions[(seed + at) % descriptions.length],
    };
    const key = {
      regionId: ['cn-hangzhou', 'eu-central-1'][at % 2] ?? '',
      loadBalancerId: `lb-${at % 3}`,
      listenerPort: at + 1,
    };
    const status = at % 4 === 0 ? 'stopped' : 'running';
    const cells = cellsOfSettings(key, listener.backendServerPort, settingsOf(listener), status);
    return { ...cells, Description: cellText(cells, 'Description') };
  });
}

async function readBack(format: PlanFormat, rows: readonly PlanCells[], notes: readonly string[] = []) {
  const text = [...planFile(format, rows, { notes, endpoints })].join('');
  const result = await parseSource(format, new TextEncoder().encode(text));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result;
}

const byKey = (one: PlanCells, other: PlanCells): number =>
  Number(one.ListenerPort) - Number(other.ListenerPort);

/** Terraform has no switch for health checks, starts what it creates, and has no word for the server's address. */
function inTerraform({ HealthCheckSwitch, HealthCheckDomain, ...cells }: PlanCells): PlanCells {
  expect(HealthCheckSwitch).toMatch(/^o/);
  return {
    ...cells,
    ...(HealthCheckDomain !== undefined && HealthCheckDomain !== '$_ip' && { HealthCheckDomain }),
    Start: 'on',
  };
}

describe('the rows of any listeners', () => {
  it.each(['csv', 'json'] as const)('are read back from %s as they were', async (format) => {
    for (let seed = 0; seed < 30; seed += 1) {
      const rows = anyRows(seed * 100, 40);
      expect((await readBack(format, rows)).rows).toEqual(rows);
    }
  });

  it('are read back from Terraform as far as it can say them, and the rest is named', async () => {
    for (let seed = 0; seed < 4; seed += 1) {
      const rows = anyRows(seed * 100, 40);
      const { rows: again, notes } = await readBack('terraform', rows);
      expect(again.toSorted(byKey)).toEqual(rows.map(inTerraform));
      expect(notes).toEqual([]);
      expect(withoutTerraform(rows, endpoints)).toEqual(['HealthCheckSwitch', 'Start']);
    }
    // One listener alone is a resource without repetition.
    for (const rows of anyRows(1, descriptions.length).map((row) => [row]))
      expect((await readBack('terraform', rows)).rows).toEqual(rows.map(inTerraform));
    const [row = {}] = anyRows(0, 1);
    expect(withoutTerraform([{ ...row, HealthCheckSwitch: 'on', Start: 'on' }], endpoints)).toEqual([]);
  });
});

describe('a file that lacks something', () => {
  it.each(['csv', 'json'] as const)('says so in %s, and when it is read', async (format) => {
    const rows = anyRows(0, 3);
    const { rows: again, notes } = await readBack(format, rows, ['eu-central-1 is missing.', 'And more.']);
    expect(again).toEqual(rows);
    expect(notes).toMatchObject([{ code: 'incomplete-export', values: { count: 2 } }]);
  });

  it('says so in a comment of Terraform', () => {
    const [text = ''] = planFile('terraform', anyRows(0, 1), {
      notes: ['eu-central-1 is missing.'],
      endpoints,
    });
    expect(text).toContain('# eu-central-1 is missing.\n');
  });
});

describe('a plan as a program', () => {
  const valid: PlanCells = {
    RegionId: 'cn-hangzhou',
    LoadBalancerId: 'lb-1',
    ListenerPort: '80',
    BackendServerPort: '8080',
    Bandwidth: '-1',
  };

  it('creates the valid rows, starts those that are to start, and says how many are left out', () => {
    const rows = [valid, { ...valid, ListenerPort: '81', Start: 'on' }, { ...valid, ListenerPort: 'x' }];
    const { text, fileName } = planProgram('cli', rows, {
      endpoints,
      invalidNote: (count) => `${count} left out.`,
    });
    expect(fileName).toBe('listener.sh');
    expect(text).toContain('set -e\n');
    expect(text).toContain('# 1 left out.\n');
    expect(
      [...text.matchAll(/aliyun slb (\w+)[^]*?--ListenerPort=(\d+)/g)].map(
        ([, action, port]) => `${action} ${port}`,
      ),
    ).toEqual([
      'CreateLoadBalancerTCPListener 80',
      'CreateLoadBalancerTCPListener 81',
      'StartLoadBalancerListener 81',
    ]);
  });
});

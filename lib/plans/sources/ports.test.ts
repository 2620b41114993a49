import { describe, expect, it } from 'vitest';
import { blankFormValues, type ListenerFormValues } from '@/lib/model/draft';
import { portsIn, portsText } from './port-list';
import { rowsOfPorts } from './ports';

const portsOf = (typed: string) => {
  const read = portsIn(typed);
  return read.ok ? read.ports : read.problems.map(({ code, line, column }) => `${code} at ${line}:${column}`);
};
const shared: ListenerFormValues = {
  ...blankFormValues(),
  regionId: 'cn-hangzhou',
  loadBalancerId: 'lb-1',
  bandwidth: { kind: 'unlimited', mbps: '' },
  description: 'game',
};

describe('ports as typed', () => {
  it('are single ports and ranges, in the order they are typed', () => {
    expect(portsOf('8000-8003,9000')).toEqual([8000, 8001, 8002, 8003, 9000]);
    expect(portsOf(' 443 ;80\n22\t21 ')).toEqual([443, 80, 22, 21]);
    expect(portsOf('1 - 3, 0080')).toEqual([1, 2, 3, 80]);
    expect(portsOf('')).toEqual([]);
  });

  it('may come from a Chinese keyboard', () => {
    expect(portsOf('８０００－８００２，９０００、９１～９３；７')).toEqual([
      8000, 8001, 8002, 9000, 91, 92, 93, 7,
    ]);
  });

  it('are one listener each, however often they are named, and a note says so', () => {
    expect(portsIn('80-90, 85, 80')).toMatchObject({
      ports: { length: 11 },
      notes: [{ code: 'repeated-ports', values: { count: 2 } }],
    });
  });

  it('are named in order, as they can be typed, and of many ranges the first', () => {
    expect(portsText([9000, 8001, 8000, 8002, 443])).toBe('443, 8000-8002, 9000');
    expect(portsText([])).toBe('');
    const odd = Array.from({ length: 14 }, (_, at) => 2 * at + 1);
    expect(portsText(odd)).toMatch(/^1, 3, .* 23, …$/);
  });

  it('are refused without counting on where a text says nothing new', () => {
    expect(portsOf('1-65535,'.repeat(100_000))).toEqual(['too-many-rows at null:null']);
    expect(portsOf('x '.repeat(100_000))).toHaveLength(20);
  });

  it('are refused with every place that is wrong', () => {
    expect(portsOf('80, http\n90-80 8000-, 0,65536,1-70000 80-90-100 8_0')).toEqual([
      'port-text at 1:5',
      'port-reversed at 2:1',
      'port-text at 2:7',
      'port-range at 2:14',
      'port-range at 2:16',
      'port-range at 2:22',
      'port-text at 2:30',
      'port-text at 2:40',
    ]);
  });
});

describe('the rows of ports', () => {
  const rowsOf = (...input: Parameters<typeof rowsOfPorts>) => {
    const result = rowsOfPorts(...input);
    return result.ok ? result.rows : result.problems;
  };

  it('share the values of the form, and get their backend ports by the rule', () => {
    expect(rowsOf('80-81', shared, { kind: 'same' })).toMatchObject([
      {
        RegionId: 'cn-hangzhou',
        ListenerPort: '80',
        BackendServerPort: '80',
        Bandwidth: '-1',
        Description: 'game',
      },
      { ListenerPort: '81', BackendServerPort: '81' },
    ]);
    expect(rowsOf('80-81', shared, { kind: 'offset', by: 8000 })).toMatchObject([
      { BackendServerPort: '8080' },
      { BackendServerPort: '8081' },
    ]);
    const fixed = { ...shared, backend: { ...shared.backend, backendServerPort: '5000' } };
    expect(rowsOf('80-81', fixed, { kind: 'fixed' })).toMatchObject([
      { BackendServerPort: '5000' },
      { BackendServerPort: '5000' },
    ]);
  });

  it('have no backend port where the servers of a VServer group have their own', () => {
    const grouped = {
      ...shared,
      backend: { ...shared.backend, kind: 'vserver-group', vServerGroupId: 'rsp-1' },
    } as const;
    const [row] = rowsOf('65535', grouped, { kind: 'offset', by: 1 });
    expect(row).toMatchObject({ VServerGroupId: 'rsp-1' });
    expect(row).not.toHaveProperty('BackendServerPort');
  });

  it('are refused where a backend port would be none, where there are none, and where there are too many', () => {
    expect(rowsOf('65000-65535', shared, { kind: 'offset', by: 100 })).toMatchObject([
      { code: 'backend-port-range', values: { port: '65436', backendPort: '65536' } },
    ]);
    expect(rowsOf('80', shared, { kind: 'offset', by: -80 })).toMatchObject([{ code: 'backend-port-range' }]);
    expect(rowsOf(' , ', shared, { kind: 'same' })).toMatchObject([{ code: 'empty' }]);
    expect(rowsOf('1-10001', shared, { kind: 'same' })).toMatchObject([{ code: 'too-many-rows' }]);
  });
});

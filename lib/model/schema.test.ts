import { describe, expect, it } from 'vitest';
import { limits, type IntegerRange } from './limits';
import { listenerSchema, type ListenerDraft } from './schema';

const example: ListenerDraft = {
  regionId: 'cn-hangzhou',
  loadBalancerId: 'lb-bp1b6c719dfa08exfuca5',
  listenerPort: '80',
  bandwidth: { kind: 'unlimited' },
  description: '',
  backend: { kind: 'port', backendServerPort: '80' },
  scheduler: 'wrr',
  persistence: { status: 'off' },
  establishedTimeoutSeconds: '',
  healthCheck: { type: 'tcp' },
  acl: { status: 'off' },
  startAfterCreate: false,
};

const httpCheck = { type: 'http', uri: '/healthz', domain: '', httpCodes: ['http_2xx'] } as const;

/** The issues of a draft, as `path: key`. */
function issuesOf(draft: unknown): string[] {
  const parsed = listenerSchema.safeParse(draft);
  return parsed.success ? [] : parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`);
}

const integerFields: {
  path: string;
  range: IntegerRange;
  required: boolean;
  draft: (typed: unknown) => unknown;
}[] = [
  {
    path: 'listenerPort',
    range: limits.listenerPort,
    required: true,
    draft: (typed) => ({ ...example, listenerPort: typed }),
  },
  {
    path: 'bandwidth.mbps',
    range: limits.bandwidthMbps,
    required: true,
    draft: (typed) => ({ ...example, bandwidth: { kind: 'limited', mbps: typed } }),
  },
  {
    path: 'backend.backendServerPort',
    range: limits.backendServerPort,
    required: true,
    draft: (typed) => ({ ...example, backend: { kind: 'port', backendServerPort: typed } }),
  },
  {
    path: 'backend.backendServerPort',
    range: limits.backendServerPort,
    required: true,
    draft: (typed) => ({
      ...example,
      backend: {
        kind: 'primary-secondary-group',
        primarySecondaryServerGroupId: 'rsp-0bfucwuotx',
        backendServerPort: typed,
      },
    }),
  },
  {
    path: 'persistence.timeoutSeconds',
    range: limits.persistenceTimeoutSeconds,
    required: true,
    draft: (typed) => ({ ...example, persistence: { status: 'on', timeoutSeconds: typed } }),
  },
  {
    path: 'establishedTimeoutSeconds',
    range: limits.establishedTimeoutSeconds,
    required: false,
    draft: (typed) => ({ ...example, establishedTimeoutSeconds: typed }),
  },
  ...(
    [
      ['connectPort', limits.healthCheckConnectPort],
      ['connectTimeoutSeconds', limits.healthCheckConnectTimeoutSeconds],
      ['intervalSeconds', limits.healthCheckIntervalSeconds],
      ['healthyThreshold', limits.healthyThreshold],
      ['unhealthyThreshold', limits.unhealthyThreshold],
    ] as const
  ).flatMap(([name, range]) =>
    ([{ type: 'tcp' }, httpCheck] as const).map((check) => ({
      path: `healthCheck.${name}`,
      range,
      required: false,
      draft: (typed: unknown) => ({ ...example, healthCheck: { ...check, [name]: typed } }),
    })),
  ),
];

describe('listenerSchema', () => {
  it("accepts the reference's example with the two parameters of D33 added", () => {
    expect(issuesOf(example)).toEqual([]);
  });

  describe.each(integerFields)('$path', ({ path, range, required, draft }) => {
    it.each([range.min, range.max])('accepts %i, as number and as text', (value) => {
      expect(issuesOf(draft(value))).toEqual([]);
      expect(issuesOf(draft(` ${value} `))).toEqual([]);
    });

    it.each([range.min - 1, range.max + 1])('rejects %i as out of range', (value) => {
      expect(issuesOf(draft(String(value)))).toEqual([`${path}: range`]);
      expect(issuesOf(draft(value))).toEqual([`${path}: range`]);
    });

    it.each(['8O', '80.5', '1e3', '0x50', '8 0', '٨'])('rejects %s as not an integer', (text) => {
      expect(issuesOf(draft(text))).toEqual([`${path}: integer`]);
    });

    it.each(['', '   ', undefined])('treats a blank (%o) as missing, never as 0', (blank) => {
      expect(issuesOf(draft(blank))).toEqual(required ? [`${path}: required`] : []);
    });

    it('rejects what is neither text nor number', () => {
      expect(issuesOf(draft({}))).toHaveLength(1);
      expect(issuesOf(draft(null))).toHaveLength(1);
      expect(issuesOf(draft(Number.NaN))).toHaveLength(1);
    });
  });

  it('reports every error at once, also where a branch lacks its fields', () => {
    expect(
      issuesOf({
        ...example,
        listenerPort: '',
        bandwidth: { kind: 'limited' },
        backend: { kind: 'vserver-group', vServerGroupId: '' },
        healthCheck: { type: 'http', uri: '', domain: 'bad_domain', httpCodes: [] },
        acl: { status: 'on', type: '', aclId: '' },
      }).toSorted(),
    ).toEqual([
      'acl.aclId: required',
      'acl.type: required',
      'backend.vServerGroupId: required',
      'bandwidth.mbps: required',
      'healthCheck.domain: charset',
      'healthCheck.httpCodes: atLeastOne',
      'healthCheck.uri: required',
      'listenerPort: required',
    ]);
  });

  it('strips what a choice hides, whatever was typed there', () => {
    const parsed = listenerSchema.parse({
      ...example,
      bandwidth: { kind: 'unlimited', mbps: 'nonsense' },
      backend: { kind: 'vserver-group', vServerGroupId: 'rsp-cige6j5e7p', backendServerPort: '0' },
      persistence: { status: 'off', timeoutSeconds: '99999' },
      healthCheck: { type: 'tcp', uri: 'no slash', httpCodes: [] },
      acl: { status: 'off', type: 'grey', aclId: ',' },
    });
    expect(parsed).toMatchObject({
      bandwidth: { kind: 'unlimited' },
      backend: { kind: 'vserver-group', vServerGroupId: 'rsp-cige6j5e7p' },
      persistence: { status: 'off' },
      acl: { status: 'off' },
    });
    expect(parsed.bandwidth).not.toHaveProperty('mbps');
    expect(parsed.backend).not.toHaveProperty('backendServerPort');
    expect(parsed.healthCheck).not.toHaveProperty('uri');
    expect(parsed.acl).not.toHaveProperty('aclId');
  });

  it.each(['wrr', 'wlc', 'rr'])('accepts the scheduler %s', (scheduler) => {
    expect(issuesOf({ ...example, scheduler })).toEqual([]);
  });

  it.each(['sch', 'tch', 'WRR', ''])('rejects the scheduler %o (D7)', (scheduler) => {
    expect(issuesOf({ ...example, scheduler })).toEqual(['scheduler: choice']);
  });

  it.each([
    ['Create a listener.', []],
    ['支付网关 灰度入口', []],
    ['a-b/c.d_e 1', []],
    ['x'.repeat(80), []],
    ['𠀀'.repeat(80), []],
    ['', []],
    ['   ', []],
    ['x'.repeat(81), ['description: length']],
    ['web~1', ['description: charset']],
    ['a,b', ['description: charset']],
    ['line\nbreak', ['description: charset']],
    ['emoji 🙂', ['description: charset']],
  ])('validates the description %o by D14', (description, issues) => {
    expect(issuesOf({ ...example, description })).toEqual(issues);
  });

  it.each([
    ['/', []],
    ['/test/index.html', []],
    ['/a?b&c%20#d', []],
    [`/${'a'.repeat(79)}`, []],
    [`/${'a'.repeat(80)}`, ['healthCheck.uri: length']],
    ['healthz', ['healthCheck.uri: leadingSlash']],
    ['/a b', ['healthCheck.uri: charset']],
    ['', ['healthCheck.uri: required']],
  ])('validates the check path %o by D11 and D34', (uri, issues) => {
    expect(issuesOf({ ...example, healthCheck: { ...httpCheck, uri } })).toEqual(issues);
  });

  it.each([
    ['$_ip', []],
    ['', []],
    ['www.example.com', []],
    ['a'.repeat(80), []],
    ['a'.repeat(81), ['healthCheck.domain: length']],
    ['$_IP', ['healthCheck.domain: charset']],
    ['a_b', ['healthCheck.domain: charset']],
  ])('validates the check domain %o by the reference', (domain, issues) => {
    expect(issuesOf({ ...example, healthCheck: { ...httpCheck, domain } })).toEqual(issues);
  });

  it('rejects a comma-separated list of access control lists (D13)', () => {
    expect(issuesOf({ ...example, acl: { status: 'on', type: 'white', aclId: '1323,1324' } })).toEqual([
      'acl.aclId: charset',
    ]);
  });
});

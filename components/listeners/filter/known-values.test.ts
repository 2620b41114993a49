import { describe, expect, test } from 'vitest';
import { diagnosticsIn } from '@/lib/listeners/list/filter/diagnostics';
import { filterOf } from '@/lib/listeners/list/filter/filter';
import { knownValues } from './known-values';

/** What is wrong with a filter where no row matches anything at the moment. */
function diagnostics(text: string) {
  const known = knownValues({
    query: { regions: ['cn-hangzhou'] },
    summary: { schedulers: [], tags: ['env', 'env=prod'] },
    owners: ['Terraform'],
    regionIds: ['cn-hangzhou', 'cn-beijing'],
    instances: [{ loadBalancerId: 'lb-1', name: 'edge-prod' }],
    runs: { there: ['12'], beyond: ['60', '61'], max: 50 },
    countOf: () => 0,
  });
  return diagnosticsIn(filterOf(text), known);
}

describe('a value no row has at the moment is valid if one may have it', () => {
  test.each([
    'status:running,stopped,changing,starting,stopping,configuring,unknown',
    'status:Configuring',
    'status:conf*',
    'region:cn-hangzhou instance:edge instance:=lb-1',
    'protocol:tcp,udp,http,https',
    'scheduler:wrr,wlc,rr,sch,tch,qch',
    'address-type:internet,intranet,public,internal,内网 address:10.0.0.1,47.* ip:10.0.0.1',
    'healthy:all,some,none,unknown,unchecked',
    'healthy:3/4,12/12,0/1',
    'healthy:３/4',
    'healthy:3*,12/*',
    'run:12 run:12/failed',
    'port:1,8000-9000 bandwidth:>=50,no-cap,不限 changed:<1d',
    'access:open,allow access:=deny,nobody,unknown access:全部放行 health-check:off health-check:=tcp',
    'backend:=port backend:8080 description:nothing',
    'owner:kubernetes,terraform,shop/web tag:env,env=prod,env=* server:10.0.4.8',
  ])('%s', (text) => {
    expect(diagnostics(text)).toEqual([]);
  });

  test.each(['状态:已停止', 'status:运行中,启动中,停止中,配置中,未知', '-status:运行中', 'status:running'])(
    "%s, in any language's terms",
    (text) => {
      expect(diagnostics(text)).toEqual([]);
    },
  );
});

test.each([
  'status:bogus',
  'healthy:3',
  'healthy:3/',
  'healthy:x*',
  'scheduler:best',
  'address-type:vpc',
  'run:13',
  'run:12/bogus',
])('%s is impossible, so it gets a diagnostic', (text) => {
  expect(diagnostics(text)).toMatchObject([{ kind: 'value' }]);
});

test('a hidden region gets a diagnostic if it is filtered for, not if it is excluded', () => {
  const hidden = [{ kind: 'hidden-region', regionId: 'cn-beijing' }];
  expect(diagnostics('region:cn-beijing')).toMatchObject(hidden);
  expect(diagnostics('-(port:1 -region:cn-beijing)')).toMatchObject(hidden);
  expect(diagnostics('-region:cn-beijing')).toEqual([]);
  expect(diagnostics('-(region:cn-beijing or port:1)')).toEqual([]);
  expect(diagnostics('-region:cn-bejing')).toMatchObject([{ kind: 'value', written: 'cn-bejing' }]);
});

test('runs after the most that are compared are not said not to be: there are too many, said once', () => {
  expect(diagnostics('run:12,60/failed (run:61 or run:60)')).toEqual([
    { kind: 'too-many', part: 'run:12,60/failed', written: '60/failed', max: 50 },
  ]);
});

test.each(['run:1*', 'run:""', 'run:"" port:1', 'run:abc', 'run:12/', 'run:>12', '-run:1*'])(
  '%s is no way to ask for a run',
  (text) => {
    expect(diagnostics(text)).toMatchObject([{ kind: 'form', column: 'run' }]);
  },
);

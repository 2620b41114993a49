import { getExpressionAst, parse as parseHcl } from '@cdktn/hcl2json';
import { describe, expect, it } from 'vitest';
import type { ApiRequest } from './api-request';
import { snippetOf, type SnippetPurpose } from './snippet';
import { codeText, endpoint, key, requestTo } from './testing/grammars';
import { awkwardValues, creation, parametersOf } from './testing/requests';

type Resource = Readonly<Record<string, unknown>>;
type TerraformFile = {
  provider?: { alicloud: Resource[] };
  resource?: { alicloud_slb_listener: Record<string, Resource[]> };
  import?: Resource[];
  removed?: { from: string; lifecycle: Resource[] }[];
} & Record<string, unknown>;

async function terraform(requests: readonly ApiRequest[], purpose: SnippetPurpose): Promise<TerraformFile> {
  return (await parseHcl('main.tf', codeText('terraform', requests, purpose))) as TerraformFile;
}

describe('Terraform', () => {
  /** What the provider's documentation calls each parameter (website/docs/r/slb_listener.html.markdown, 1.289). */
  const documented = {
    LoadBalancerId: ['load_balancer_id', 'lb-1'],
    ListenerPort: ['frontend_port', 443],
    BackendServerPort: ['backend_port', 8443],
    Bandwidth: ['bandwidth', -1],
    Description: ['description', 'web'],
    VServerGroupId: ['server_group_id', 'rsp-1'],
    MasterSlaveServerGroupId: ['master_slave_server_group_id', 'rsp-2'],
    Scheduler: ['scheduler', 'wlc'],
    PersistenceTimeout: ['persistence_timeout', 60],
    EstablishedTimeout: ['established_timeout', 900],
    HealthCheckType: ['health_check_type', 'http'],
    HealthCheckURI: ['health_check_uri', '/healthz?a=1&b=%20#top'],
    HealthCheckDomain: ['health_check_domain', 'example.com'],
    HealthCheckHttpCode: ['health_check_http_code', 'http_2xx,http_3xx'],
    HealthCheckConnectPort: ['health_check_connect_port', 80],
    HealthCheckConnectTimeout: ['health_check_timeout', 5],
    healthCheckInterval: ['health_check_interval', 2],
    HealthyThreshold: ['healthy_threshold', 3],
    UnhealthyThreshold: ['unhealthy_threshold', 4],
    AclStatus: ['acl_status', 'on'],
    AclType: ['acl_type', 'white'],
    ProxyProtocolV2Enabled: ['proxy_protocol_v2_enabled', true],
  } as const;

  function requestWith(values: Readonly<Record<string, string>>): ApiRequest {
    return { action: 'CreateLoadBalancerTCPListener', endpoint, parameters: parametersOf(values) };
  }

  const all = requestWith({
    RegionId: 'cn-hangzhou',
    ...Object.fromEntries(Object.entries(documented).map(([name, [, value]]) => [name, String(value)])),
    AclId: 'acl-1,acl-2',
  });

  it('gives each parameter the argument and the type that the provider documents', async () => {
    const { resource, provider } = await terraform([all], 'create');
    expect(provider).toEqual({ alicloud: [{ region: 'cn-hangzhou' }] });
    expect(resource?.alicloud_slb_listener).toEqual({
      'lb-1_tcp_443': [
        {
          protocol: 'tcp',
          acl_ids: ['acl-1', 'acl-2'],
          ...Object.fromEntries(Object.values(documented)),
        },
      ],
    });
  });

  it('repeats one resource for new listeners with the same arguments, and keeps apart what differs in them', async () => {
    const listener = (port: string, more: Readonly<Record<string, string>> = {}) =>
      creation(`web ${port}`, { ListenerPort: port, ...more });
    const requests = [listener('443'), listener('80'), listener('81', { Scheduler: 'rr' })];
    const { resource } = await terraform(requests, 'create');
    expect(resource?.alicloud_slb_listener).toEqual({
      listeners_1: [
        {
          for_each: {
            'lb-bp1b6c719dfa08exfuca5:443': { frontend_port: 443, description: 'web 443' },
            'lb-bp1b6c719dfa08exfuca5:80': { frontend_port: 80, description: 'web 80' },
          },
          load_balancer_id: 'lb-bp1b6c719dfa08exfuca5',
          frontend_port: '${each.value.frontend_port}',
          protocol: 'tcp',
          bandwidth: -1,
          backend_port: 8443,
          health_check_interval: 3,
          description: '${each.value.description}',
        },
      ],
      'lb-bp1b6c719dfa08exfuca5_tcp_81': [
        {
          load_balancer_id: 'lb-bp1b6c719dfa08exfuca5',
          frontend_port: 81,
          protocol: 'tcp',
          bandwidth: -1,
          backend_port: 8443,
          scheduler: 'rr',
          health_check_interval: 3,
          description: 'web 81',
        },
      ],
    });
    // Nothing is lost by a key that is there twice.
    expect(codeText('terraform', [listener('80'), listener('80')]).match(/frontend_port/g)).toHaveLength(2);
  });

  it('keeps each awkward value as text, never as a template', async () => {
    for (const value of awkwardValues) {
      const [, literal = ''] =
        /^ +description += (".*")$/m.exec(codeText('terraform', [creation(value)])) ?? [];
      const tree = (await getExpressionAst('main.tf', literal)) as {
        children: { type: string; meta: { value: string } }[];
      };
      expect(tree.children.map(({ type }) => type)).toEqual(tree.children.map(() => 'literalValue'));
      const escaped = tree.children.map(({ meta }) => meta.value).join('');
      expect(JSON.parse(`"${escaped.replace(/([$%])\1(?=\{)/g, '$1')}"`)).toBe(value);
    }
  });

  it('writes an empty domain for the address of each server, which the provider does not accept as $_ip', async () => {
    const { resource } = await terraform([creation('web', { HealthCheckDomain: '$_ip' })], 'create');
    const [listener] = Object.values(resource?.alicloud_slb_listener ?? {});
    expect(listener?.[0]?.health_check_domain).toBe('');
  });

  it('imports listeners that exist, with a provider for each region', async () => {
    const other = requestTo('CreateLoadBalancerTCPListener', { ...key, regionId: 'eu-central-1' });
    const file = await terraform([creation('web'), other], 'recreate');
    expect(file.provider?.alicloud.map(({ alias, region }) => [alias, region])).toEqual([
      ['cn-hangzhou', 'cn-hangzhou'],
      ['eu-central-1', 'eu-central-1'],
    ]);
    expect(file.import?.map(({ id, provider }) => [id, provider])).toEqual([
      ['lb-bp1b6c719dfa08exfuca5:tcp:443', '${alicloud.cn-hangzhou}'],
      ['lb-bp1b6c719dfa08exfuca5:tcp:443', '${alicloud.eu-central-1}'],
    ]);
  });

  it('changes only the arguments that change, and releases a group', async () => {
    const change = requestTo('SetLoadBalancerTCPListenerAttribute', key, [
      { name: 'VServerGroup', value: 'off', path: null },
      { name: 'HealthCheckInterval', value: '7', path: null },
      { name: 'HealthCheckSwitch', value: 'off', path: null },
    ]);
    expect(await terraform([change], 'change')).toEqual({ server_group_id: null, health_check_interval: 7 });
    expect(snippetOf('terraform', [change], 'change')?.without).toEqual(['HealthCheckSwitch']);
    const checked = creation('web', { HealthCheckSwitch: 'on', ConnectionDrain: 'off' });
    expect(snippetOf('terraform', [checked], 'create')?.without).toEqual([]);
  });

  it('removes the resource of a listener to delete, and cannot start or stop one', async () => {
    const { removed } = await terraform([requestTo('DeleteLoadBalancerListener', key)], 'delete');
    expect(removed).toEqual([
      {
        from: '${alicloud_slb_listener.lb-bp1b6c719dfa08exfuca5_tcp_443}',
        lifecycle: [{ destroy: true }],
      },
    ]);
    for (const purpose of ['start', 'stop'] as const)
      expect(snippetOf('terraform', [requestTo('StartLoadBalancerListener', key)], purpose)).toBeNull();
  });

  it('leaves out the start of a new listener, which the provider does by itself', () => {
    const start = requestTo('StartLoadBalancerListener', key);
    expect(codeText('terraform', [creation('web'), start])).toBe(codeText('terraform', [creation('web')]));
  });

  it('is judged by a grammar that notices a missing character', async () => {
    const code = codeText('terraform', [creation('web')]);
    for (const character of ['"', '{', '}', '=']) {
      const at = code.indexOf(character);
      await expect(parseHcl('main.tf', code.slice(0, at) + code.slice(at + 1))).rejects.toThrow(/\S/);
    }
  });
});

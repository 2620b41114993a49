import { describe, expect, it } from 'vitest';
import { parseSource } from './read-source';
import { readTerraform } from './terraform';

const listener = (body: string, label = 'web') =>
  `resource "alicloud_slb_listener" "${label}" {\n  protocol = "tcp"\n${body}\n}\n`;
const read = (text: string) => readTerraform(text);
async function rowsOf(text: string) {
  const result = await read(text);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.rows;
}
async function problemsOf(text: string) {
  const result = await read(text);
  return result.ok ? [] : result.problems;
}

describe('a Terraform file', () => {
  it('is read by the provider’s names, with the region of its provider', async () => {
    expect(
      await rowsOf(
        `${listener(`  load_balancer_id = "lb-1"\n  frontend_port = 80\n  backend_port = 8080 # not 80\n  bandwidth = -1
  health_check_interval = 3\n  acl_status = "on"\n  acl_type = "white"\n  acl_ids = ["acl-1"]\n  description = "支付 1"`)}
provider "alicloud" {\n  region = "cn-hangzhou"\n}\n`,
      ),
    ).toEqual([
      {
        RegionId: 'cn-hangzhou',
        LoadBalancerId: 'lb-1',
        ListenerPort: '80',
        BackendServerPort: '8080',
        Bandwidth: '-1',
        HealthCheckInterval: '3',
        AclStatus: 'on',
        AclType: 'white',
        AclId: 'acl-1',
        Description: '支付 1',
        Start: 'on',
      },
    ]);
  });

  it('has the region of the provider that a listener names', async () => {
    const provider = (alias: string, region: string) =>
      `provider "alicloud" {\n  alias = "${alias}"\n  region = ${region}\n}\n`;
    expect(
      await rowsOf(
        `locals { region = "cn-beijing" }\n${provider('a', '"cn-hangzhou"')}${provider('b', 'local.region')}` +
          listener('  provider = alicloud.a\n  frontend_port = 1', 'one') +
          listener('  provider = alicloud.b\n  frontend_port = 2', 'two'),
      ),
    ).toMatchObject([{ RegionId: 'cn-hangzhou' }, { RegionId: 'cn-beijing' }]);
  });

  it('repeats by count and for_each over what it says itself', async () => {
    expect(
      await rowsOf(
        listener('  count = 3\n  frontend_port = 8000 + count.index\n  description = "game-${count.index}"'),
      ),
    ).toMatchObject([
      { ListenerPort: '8000', Description: 'game-0' },
      { ListenerPort: '8001' },
      { ListenerPort: '8002', Description: 'game-2' },
    ]);
    expect(
      await rowsOf(
        `locals {\n  ports = { web = { from = 80, to = 8080 }, tls = { from = 443, to = 8443 } }\n}\n` +
          listener(
            '  for_each = local.ports\n  frontend_port = each.value.from\n  backend_port = each.value["to"]\n  description = each.key',
          ),
      ),
    ).toMatchObject([
      { ListenerPort: '443', BackendServerPort: '8443', Description: 'tls' },
      { ListenerPort: '80', BackendServerPort: '8080', Description: 'web' },
    ]);
    expect(
      await rowsOf(listener('  for_each = toset(["80", "81", "80"])\n  frontend_port = each.value')),
    ).toMatchObject([{ ListenerPort: '80' }, { ListenerPort: '81' }]);
    expect(
      await rowsOf(
        listener(
          '  for_each = { for port in range(9000, 9003) : tostring(port) => port }\n  frontend_port = each.value',
        ),
      ),
    ).toHaveLength(3);
  });

  it('keeps the text of what it does not say as an invalid value, and names it with its line', async () => {
    const result = await read(
      listener(
        '  load_balancer_id = alicloud_slb.web.id\n  frontend_port = 80\n  acl_ids = [var.office]',
        'one',
      ) +
        listener(
          '  load_balancer_id = alicloud_slb.web.id\n  frontend_port = 81\n  description = "a $${b} ${upper("c")}"',
          'two',
        ),
    );
    expect(result).toMatchObject({
      rows: [
        { LoadBalancerId: '${alicloud_slb.web.id}', AclId: '${var.office}' },
        { LoadBalancerId: '${alicloud_slb.web.id}', Description: 'a $${b} ${upper("c")}' },
      ],
      notes: [
        { code: 'expression', line: 3, values: { column: 'LoadBalancerId', count: 2 } },
        { code: 'expression', line: 5, values: { column: 'AclId', expression: '${var.office}' } },
        { code: 'expression', line: 11, values: { column: 'Description' } },
        { code: 'no-region', values: { count: 2 } },
      ],
    });
  });

  it('evaluates the protocol, and names what a plan has no column for', async () => {
    const result = await read(
      `locals { protocol = "tcp" }\n${listener('  frontend_port = 80\n  proxy_protocol_v2_enabled = true\n  lifecycle {}').replace('"tcp"', 'local.protocol')}` +
        listener('  frontend_port = 81', 'two').replace('"tcp"', 'var.protocol') +
        listener('  frontend_port = 82', 'three').replace('"tcp"', '"udp"'),
    );
    expect(result).toMatchObject({ rows: [{ ListenerPort: '80' }, { ListenerPort: '81' }] });
    expect(
      result.ok &&
        result.notes.map(({ code, line, values }) => [
          code,
          line,
          values['settings'] ?? values['names'] ?? values['count'] ?? '',
        ]),
    ).toEqual([
      ['open-protocol', 9, ''],
      ['without-column', null, 'proxy_protocol_v2_enabled'],
      ['no-region', null, 2],
      ['other-protocols', 12, 'alicloud_slb_listener.three (udp)'],
    ]);
  });

  it('evaluates a local once, however often it is referred to', async () => {
    const names = `locals {\n  names = [for at in range(5000) : "game-\${at}"]\n}\n`;
    const before = process.cpuUsage();
    const rows = await rowsOf(
      names +
        listener(
          '  count = 5000\n  frontend_port = 1000 + count.index\n  description = local.names[count.index]',
        ),
    );
    expect(rows[4999]).toMatchObject({ ListenerPort: '5999', Description: 'game-4999' });
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(5);
  });

  it('is refused with the line where the number of listeners is not in it', async () => {
    expect(
      await problemsOf(
        listener('  frontend_port = 80\n  for_each = var.ports') +
          listener('  count = length(local.a)', 'two'),
      ),
    ).toMatchObject([
      {
        code: 'unknown-number',
        line: 4,
        values: { name: 'alicloud_slb_listener.web', expression: '${var.ports}' },
      },
      { code: 'unknown-number', line: 8 },
    ]);
  });

  it('is refused with line and column where it is no Terraform', async () => {
    expect(await problemsOf('resource "a" "b" {\n  c =\n}\n')).toMatchObject([
      { code: 'hcl-syntax', line: 2, column: 6 },
    ]);
    const unclosed = await problemsOf('resource "a" "b" {\n c = "x\n}\n');
    expect(unclosed).toMatchObject([{ code: 'hcl-syntax', line: 2, column: 8 }]);
    expect(unclosed[0]?.values['detail']).toMatch(/^Invalid multi-line string; (?!.*main\.tf)/s);
    expect(await problemsOf('resource "alicloud_slb" "b" {}\n')).toMatchObject([{ code: 'no-listener' }]);
    expect(await problemsOf(listener('').replace('"tcp"', '"http"'))).toMatchObject([
      { code: 'no-listener' },
    ]);
  });

  it('cannot describe more than a plan holds, in however few words', async () => {
    expect(await problemsOf(listener('  count = 1000000000'))).toMatchObject([{ code: 'too-many-rows' }]);
    const nested = '{ for a in range(9000) : a => [for b in range(9000) : [for c in range(9000) : c]] }';
    expect(await problemsOf(listener(`  for_each = ${nested}`))).toMatchObject([{ code: 'unknown-number' }]);
    expect(
      await problemsOf(`locals { a = local.b\n b = local.a }\n${listener('  count = local.a')}`),
    ).toMatchObject([{}]);
  });

  it('is read however its blocks are laid out', async () => {
    const heredoc = `locals {\n  text = <<EOT\nresource "x" "y" {\nEOT\n}\n`;
    expect(await rowsOf(heredoc + listener('  frontend_port = 80').repeat(300))).toHaveLength(300);
  });
});

describe('the JSON of Terraform', () => {
  const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  const attributes = {
    protocol: 'tcp',
    load_balancer_id: 'lb-1',
    frontend_port: 80,
    bandwidth: -1,
    health_check_connect_port: 0,
    health_check_uri: '',
    acl_ids: [],
    master_slave_server_group_id: null,
    x_forwarded_for: [{}],
  };
  const row = { LoadBalancerId: 'lb-1', ListenerPort: '80', Bandwidth: '-1', Start: 'on' };

  it('of a plan has its rows and its region, and what is not known yet as an invalid value', async () => {
    const plan = {
      format_version: '1.2',
      planned_values: {
        root_module: {
          resources: [{ address: 'alicloud_slb.a', type: 'alicloud_slb', values: {} }],
          child_modules: [
            {
              resources: [
                {
                  address: 'module.m.alicloud_slb_listener.a[0]',
                  type: 'alicloud_slb_listener',
                  values: attributes,
                },
              ],
            },
          ],
        },
      },
      resource_changes: [
        {
          address: 'module.m.alicloud_slb_listener.a[0]',
          change: { after_unknown: { id: true, server_group_id: true } },
        },
      ],
      configuration: {
        provider_config: { alicloud: { expressions: { region: { constant_value: 'cn-hangzhou' } } } },
      },
    };
    expect(await parseSource('json', bytesOf(plan))).toMatchObject({
      rows: [{ ...row, RegionId: 'cn-hangzhou', VServerGroupId: '(known after apply)' }],
      notes: [{ code: 'expression', values: { column: 'VServerGroupId' } }],
    });
  });

  it('of a plan takes no region of another provider, and none where one is not a constant', async () => {
    const plan = (regions: Readonly<Record<string, string | undefined>>) => ({
      format_version: '1.2',
      planned_values: {
        root_module: { resources: [{ address: 'a', type: 'alicloud_slb_listener', values: attributes }] },
      },
      configuration: {
        provider_config: Object.fromEntries(
          Object.entries(regions).map(([key, region]) => [
            key,
            {
              name: key.split('.')[0],
              expressions: { region: region === undefined ? {} : { constant_value: region } },
            },
          ]),
        ),
      },
    });
    const regionOf = async (regions: Readonly<Record<string, string | undefined>>) => {
      const result = await parseSource('json', bytesOf(plan(regions)));
      return result.ok ? result.rows[0]?.RegionId : result.problems;
    };
    expect(await regionOf({ aws: 'eu-west-1', alicloud: 'cn-hangzhou' })).toBe('cn-hangzhou');
    expect(await regionOf({ aws: 'eu-west-1', alicloud: undefined })).toBeUndefined();
    expect(await regionOf({ alicloud: 'cn-hangzhou', 'alicloud.b': undefined })).toBeUndefined();
  });

  it('of a state has its rows', async () => {
    const resource = { address: 'alicloud_slb_listener.a', type: 'alicloud_slb_listener' };
    const shown = {
      format_version: '1.0',
      values: { root_module: { resources: [{ ...resource, values: attributes }] } },
    };
    const file = {
      version: 4,
      terraform_version: '1.9.0',
      resources: [{ type: 'alicloud_slb_listener', name: 'a', instances: [{ index_key: 'x', attributes }] }],
    };
    for (const value of [shown, file])
      expect(await parseSource('terraform', bytesOf(value))).toMatchObject({
        rows: [row],
        notes: [{ code: 'no-region' }],
      });
  });
});

import { quoted, written, type ApiParameter, type ApiRequest } from './api-request';
import { code, joined, textOf, type Code, type Piece } from './code';
import { KEY_ARGUMENTS, REGION_ARGUMENT, SETTING_ARGUMENTS, type Argument } from './terraform-arguments';

/**
 * Listeners as `alicloud_slb_listener` of the provider aliyun/alicloud, by the documentation of its version 1.289. The
 * provider starts a listener that it creates.
 */

/** Switches of Set that go with a group: the provider derives them from the group's argument. */
const GROUP_SWITCHES: Readonly<Record<string, string>> = {
  VServerGroup: 'server_group_id',
  MasterSlaveServerGroup: 'master_slave_server_group_id',
};

/** What the provider does without being told: TCP listeners always have health checks there. */
const PROVIDER_DEFAULTS: Readonly<Record<string, string>> = {
  HealthCheckSwitch: 'on',
  ConnectionDrain: 'off',
};

/** The wire names of what is sent, is not the provider's default, and has no argument. */
export function withoutArgument(requests: readonly ApiRequest[]): string[] {
  const known = { ...REGION_ARGUMENT, ...KEY_ARGUMENTS, ...SETTING_ARGUMENTS, ...GROUP_SWITCHES };
  const lost = requests.flatMap(({ parameters }) =>
    parameters.filter(({ name, value }) => !Object.hasOwn(known, name) && PROVIDER_DEFAULTS[name] !== value),
  );
  return [...new Set(lost.map(({ name }) => name))];
}

/**
 * A module that creates these listeners, those with the same arguments as one resource, or, if they `exist`, takes them
 * over. `requests` are those of Create.
 */
export function terraformModule(requests: readonly ApiRequest[], exist: boolean): Code {
  const regions = [...new Set(requests.map((request) => valueOf(request, 'RegionId')))];
  // What has no region yet is of the default provider.
  const hasAlias = (regionId: string): boolean => regions.length > 1 && regionId !== '';
  const inProvider = (request: ApiRequest): Code[] => {
    const regionId = valueOf(request, 'RegionId');
    return hasAlias(regionId) ? [code`  provider = ${providerOf(regionId)}`] : [];
  };
  // The resources come first; HCL ignores the order of blocks.
  const blocks = [
    ...(exist ? requests.map((request) => [request]) : alike(requests)).flatMap((group, at) => {
      const [request, ...others] = group;
      if (request === undefined) return [];
      if (others.length > 0) return [repeatedResource(group, `listeners_${at + 1}`, inProvider(request))];
      const resource = block(`resource "alicloud_slb_listener" "${labelOf(request)}"`, [
        ...inProvider(request),
        ...assignments(listenerArguments(request)).map((line) => code`  ${line}`),
      ]);
      const taken = code`# Takes over the listener that exists; leave this block out to create it.
${block('import', [
  ...inProvider(request),
  code`  to = alicloud_slb_listener.${labelOf(request)}`,
  code`  id = ${hclString(idOf(request))}`,
])}`;
      return exist ? [resource, taken] : [resource];
    }),
    ...regions.map((regionId) => provider(requests, regionId, hasAlias(regionId))),
    code`terraform {
  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = ">= 1.249.0"
    }
  }
}`,
  ];
  return code`${joined(blocks, '\n\n')}\n`;
}

function listenerArguments(request: ApiRequest): Assignment[] {
  return [...argumentsOf(request, KEY_ARGUMENTS), ['protocol', '"tcp"'], ...settingsOf(request)];
}

/** The requests in groups of one region and the same arguments, in the order of their first ones. */
function alike(requests: readonly ApiRequest[]): ApiRequest[][] {
  const groups = new Map<string, ApiRequest[]>();
  const repeats = new Map<string, number>();
  for (const request of requests) {
    const id = `${valueOf(request, 'RegionId')} ${idOf(request)}`;
    // The keys of one resource are unique.
    const repeat = (repeats.get(id) ?? 0) + 1;
    repeats.set(id, repeat);
    const names = listenerArguments(request).map(([name]) => name);
    const key = [valueOf(request, 'RegionId'), repeat, ...names].join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [request]);
    else group.push(request);
  }
  return [...groups.values()];
}

/** One resource for listeners with the same arguments: a map of those whose values differ. */
function repeatedResource(requests: readonly ApiRequest[], label: string, inProvider: readonly Code[]): Code {
  const all = requests.map(listenerArguments);
  const [first = []] = all;
  const differing = first.flatMap(([name, value], at) =>
    all.every((each) => plainText(each[at]?.[1]) === plainText(value)) ? [] : [{ name, at }],
  );
  const entries = requests.map((request, row): Assignment => {
    const values = differing.map(({ name, at }) => code`${name} = ${all[row]?.[at]?.[1] ?? 'null'}`);
    return [
      hclString(`${valueOf(request, 'LoadBalancerId')}:${valueOf(request, 'ListenerPort')}`),
      code`{ ${joined(values, ', ')} }`,
    ];
  });
  const shared = first.map(([name, value], at): Assignment => {
    const isShared = differing.every((each) => each.at !== at);
    return [name, isShared ? value : `each.value.${name}`];
  });
  return block(`resource "alicloud_slb_listener" "${label}"`, [
    code`  for_each = {
${joined(
  assignments(entries).map((line) => code`    ${line}`),
  '\n',
)}
  }
`,
    ...inProvider,
    ...assignments(shared).map((line) => code`  ${line}`),
  ]);
}

function plainText(value: Piece | Code | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' || 'text' in value ? textOf([value as Piece]) : textOf(value as Code);
}

/** The arguments to change in an existing resource; no resource of its own, which would reset all others. */
export function terraformChange(requests: readonly ApiRequest[]): Code {
  const changes = requests.map(
    (request) => code`# Change these arguments in the resource of ${idOf(request)}:
${joined(assignments(settingsOf(request)), '\n')}`,
  );
  return code`${joined(changes, '\n\n')}\n`;
}

/** Deletes listeners that Terraform manages, once their resources are removed (Terraform 1.7). */
export function terraformRemoval(requests: readonly ApiRequest[]): Code {
  const blocks = requests.map(
    (request) => code`# First remove the resource block of ${idOf(request)}, and correct its address below.
removed {
  from = alicloud_slb_listener.${labelOf(request)}

  lifecycle {
    destroy = true
  }
}`,
  );
  return code`${joined(blocks, '\n\n')}\n`;
}

function provider(requests: readonly ApiRequest[], regionId: string, isOneOfMany: boolean): Code {
  const of = requests.find((request) => valueOf(request, 'RegionId') === regionId);
  const sandbox = of?.endpoint.protocol === 'http' ? of.endpoint.host : undefined;
  return block('provider "alicloud"', [
    ...assignments([
      ...(isOneOfMany ? [['alias', hclString(aliasOf(regionId))] as const] : []),
      ...(of === undefined ? [] : argumentsOf(of, REGION_ARGUMENT)),
      ...(sandbox === undefined ? [] : [['protocol', '"HTTP"'] as const]),
    ]).map((line) => code`  ${line}`),
    ...(sandbox === undefined ? [] : [code`\n  endpoints {\n    slb = ${hclString(sandbox)}\n  }`]),
  ]);
}

function block(head: string, lines: readonly Code[]): Code {
  return code`${head} {\n${joined(lines, '\n')}\n}`;
}

type Assignment = readonly [name: string, value: Piece | Code];

/** Aligned as `terraform fmt` does. */
function assignments(all: readonly Assignment[]): Code[] {
  const width = Math.max(0, ...all.map(([name]) => name.length));
  return all.map(([name, value]) => code`${name.padEnd(width)} = ${value}`);
}

/** A parameter that is not there yet has no argument. */
function argumentsOf({ parameters }: ApiRequest, table: Readonly<Record<string, Argument>>): Assignment[] {
  return parameters.flatMap((parameter): Assignment[] => {
    const argument = table[parameter.name];
    return argument === undefined ? [] : [[argument.name, literalOf(parameter, argument)]];
  });
}

function settingsOf(request: ApiRequest): Assignment[] {
  const released = request.parameters.flatMap(({ name, value }): Assignment[] => {
    const argument = GROUP_SWITCHES[name];
    return argument !== undefined && value === 'off' ? [[argument, 'null']] : [];
  });
  return [...released, ...argumentsOf(request, SETTING_ARGUMENTS)];
}

/** What is not a number, as typed so far, is quoted like text. */
function literalOf(parameter: ApiParameter, { as }: Argument): Piece {
  if (as === 'list') return written(parameter, (value) => `[${value.split(',').map(hclString).join(', ')}]`);
  const isBare = as === 'number' ? /^-?\d{1,9}$/ : as === 'bool' ? /^(?:true|false)$/ : null;
  if (isBare?.test(parameter.value)) return written(parameter, String);
  // The provider takes no $_ip; an empty domain means the same (slb-api.md 3.7).
  const isServerAddress = parameter.name === 'HealthCheckDomain' && parameter.value === '$_ip';
  return written(parameter, (value) => hclString(isServerAddress ? '' : value));
}

function valueOf({ parameters }: ApiRequest, name: string): string {
  return parameters.find((parameter) => parameter.name === name)?.value ?? '';
}

/** The provider's id of a listener, which an import names. */
function idOf(request: ApiRequest): string {
  return `${valueOf(request, 'LoadBalancerId')}:tcp:${valueOf(request, 'ListenerPort')}`;
}

function labelOf(request: ApiRequest): string {
  const label = idOf(request).replace(/[^\w-]/g, '_');
  return /^[A-Za-z]/.test(label) ? label : `listener_${label}`;
}

function providerOf(regionId: string): string {
  return `alicloud.${aliasOf(regionId)}`;
}

function aliasOf(regionId: string): string {
  return regionId.replace(/[^\w-]/g, '_');
}

/** A string of HCL: JSON's, in which `${` and `%{` would begin a template, and \b and \f are no escapes. */
function hclString(value: string): string {
  return quoted(value)
    .replace(/[$%](?=\{)/g, '$&$&')
    .replace(/\\(.)/g, (escape, letter) =>
      letter === 'b' ? String.raw`\u0008` : letter === 'f' ? String.raw`\u000c` : escape,
    );
}

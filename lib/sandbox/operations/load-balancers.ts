import { reject, type Fields } from '../answer';
import { COMBINATION_MISSING, INVALID_PARAMETER } from '../errors';
import type { LoadBalancer } from '../store/models';
import type { Tables } from '../store/store';
import { instanceStatus } from './instance-status';
import { onOff } from './listener-fields';
import { findLoadBalancer, regionalRead, type Call, type OperationRows } from './operation';
import { pageOf, readPage } from './paging';
import { serversOf } from './server-addresses';
import { SPEC_BY_CONSUMPTION } from './specs';
import { readTagText } from './tag-text';
import { matchesTags, readTagFilters, tagFields } from './tags';
import { timeText } from './times';

/** The 2020 sample answers 50; the default is not documented (slb-api.md 3.3). */
const DEFAULT_PAGE_SIZE = 50;
/** slb-api.md 3.3; `Tag.N` takes twice as many. */
const MAXIMUM_TAGS_OF_TEXT = 10;

/** The vendor's end of a pay-as-you-go instance. */
const NO_END = { text: '2999-09-08T16:00:00Z', millis: 32_493_801_600_000 };

export const loadBalancerRows: OperationRows = {
  DescribeLoadBalancers: regionalRead(describeLoadBalancers),
  DescribeLoadBalancerAttribute: regionalRead(describeLoadBalancerAttribute, 'LoadBalancerId'),
};

type Predicate = (loadBalancer: LoadBalancer) => boolean;

/** slb-api.md 3.3. */
function describeLoadBalancers(call: Call): Fields {
  const { parameters, read, tables } = call;
  const page = readPage(read, { normal: DEFAULT_PAGE_SIZE, maximum: 100 });
  const predicates = readPredicates(call);
  if (parameters.has('PageSize') && !parameters.has('PageNumber')) return reject(COMBINATION_MISSING);
  const matching = tables.loadBalancers
    .list(call.regionId)
    .filter((loadBalancer) => predicates.every((predicate) => predicate(loadBalancer)));
  return {
    PageNumber: page.number,
    PageSize: page.size,
    TotalCount: matching.length,
    LoadBalancers: { LoadBalancer: pageOf(matching, page).map((it) => summaryFields(tables, it)) },
  };
}

function readPredicates(call: Call): Predicate[] {
  const { read, tables } = call;
  const predicates: Predicate[] = [];
  const equals = (value: string | undefined, of: (loadBalancer: LoadBalancer) => string) => {
    if (value !== undefined) predicates.push((loadBalancer) => of(loadBalancer) === value);
  };
  const among = (values: readonly string[] | undefined, of: (loadBalancer: LoadBalancer) => string) => {
    if (values !== undefined) predicates.push((loadBalancer) => values.includes(of(loadBalancer)));
  };
  among(read.commaList('LoadBalancerId', 10), (it) => it.loadBalancerId);
  among(read.commaList('LoadBalancerName', 10), (it) => it.name);
  equals(read.oneOf('LoadBalancerStatus', ['active', 'inactive', 'locked']), (it) =>
    instanceStatus(tables, it),
  );
  equals(read.oneOf('AddressType', ['internet', 'intranet']), (it) => it.addressType);
  equals(read.oneOf('AddressIPVersion', ['ipv4', 'ipv6']), (it) => it.addressIpVersion);
  // One page of the documentation writes `Classic`.
  equals(read.oneOf('NetworkType', ['vpc', 'classic', 'Classic'])?.toLowerCase(), (it) => it.networkType);
  equals(read.oneOf('InternetChargeType', ['paybybandwidth', 'paybytraffic']), (it) => it.internetChargeType);
  equals(read.oneOf('PayType', ['PayOnDemand', 'PrePay']), payTypeOf);
  equals(read.text('Address'), (it) => it.address);
  equals(read.text('VpcId'), (it) => it.vpcId);
  equals(read.text('VSwitchId'), (it) => it.vSwitchId);
  equals(read.text('MasterZoneId'), (it) => it.masterZoneId);
  equals(read.text('SlaveZoneId'), (it) => it.slaveZoneId);
  equals(read.text('ResourceGroupId'), (it) => it.resourceGroupId);
  const serverId = read.text('ServerId');
  if (serverId !== undefined) {
    predicates.push((it) => serversOf(call, it).some((server) => server.serverId === serverId));
  }
  const serverAddresses = read.text('ServerIntranetAddress')?.split(',');
  if (serverAddresses !== undefined) {
    predicates.push((it) => serversOf(call, it).some((server) => serverAddresses.includes(server.serverIp)));
  }
  const tagText = readTagText(read, MAXIMUM_TAGS_OF_TEXT, INVALID_PARAMETER) ?? [];
  const tags = [...readTagFilters(call.parameters), ...tagText];
  if (tags.length > 0) predicates.push((it) => matchesTags(it.tags, tags));
  return predicates;
}

function payTypeOf(loadBalancer: LoadBalancer): string {
  return loadBalancer.subscription === undefined ? 'PayOnDemand' : 'PrePay';
}

/** What the list and the single call have in common. D6: the charge type is the word in both of its fields. */
function summaryFields(tables: Tables, loadBalancer: LoadBalancer): Fields {
  const isConsoleProtected = loadBalancer.modificationProtection.status === 'console';
  return {
    LoadBalancerId: loadBalancer.loadBalancerId,
    LoadBalancerName: loadBalancer.name,
    LoadBalancerStatus: instanceStatus(tables, loadBalancer),
    // Recorded as `Normal` in 2025; the other word is that of the vendor's VPC calls.
    BusinessStatus: loadBalancer.status === 'locked' ? 'FinancialLocked' : 'Normal',
    Address: loadBalancer.address,
    AddressType: loadBalancer.addressType,
    AddressIPVersion: loadBalancer.addressIpVersion,
    NetworkType: loadBalancer.networkType,
    VpcId: loadBalancer.vpcId,
    VSwitchId: loadBalancer.vSwitchId,
    RegionId: loadBalancer.regionId,
    RegionIdAlias: loadBalancer.regionId,
    MasterZoneId: loadBalancer.masterZoneId,
    SlaveZoneId: loadBalancer.slaveZoneId,
    InternetChargeType: loadBalancer.internetChargeType,
    InternetChargeTypeAlias: loadBalancer.internetChargeType,
    InstanceChargeType: loadBalancer.paysByConsumption ? 'PayByCLCU' : 'PayBySpec',
    Bandwidth: loadBalancer.bandwidthMbps,
    LoadBalancerSpec: loadBalancer.paysByConsumption ? SPEC_BY_CONSUMPTION : loadBalancer.spec,
    PayType: payTypeOf(loadBalancer),
    ResourceGroupId: loadBalancer.resourceGroupId,
    DeleteProtection: loadBalancer.deleteProtection ? 'on' : 'off',
    ModificationProtectionStatus: isConsoleProtected ? 'ConsoleProtection' : 'NonProtection',
    ModificationProtectionReason:
      loadBalancer.modificationProtection.status === 'console'
        ? loadBalancer.modificationProtection.reason
        : '',
    CreateTime: timeText(loadBalancer.createdAtMillis),
    CreateTimeStamp: loadBalancer.createdAtMillis,
    Tags: { Tag: tagFields(loadBalancer.tags) },
  };
}

/** slb-api.md 3.4. */
function describeLoadBalancerAttribute(call: Call): Fields {
  const loadBalancer = findLoadBalancer(call);
  const listeners = call.tables.listeners
    .onLoadBalancer(loadBalancer.loadBalancerId)
    .map((stored) => stored.listener);
  return {
    ...summaryFields(call.tables, loadBalancer),
    EndTime: NO_END.text,
    EndTimeStamp: NO_END.millis,
    RenewalStatus: 'Normal',
    // A text, as recorded in 2019: a change of billing that is yet to come. There is none here.
    HasReservedInfo: 'false',
    ListenerPorts: { ListenerPort: [...new Set(listeners.map((listener) => listener.listenerPort))] },
    // The misspelling is the real wire name, kept for compatibility.
    ListenerPortsAndProtocal: {
      ListenerPortAndProtocal: listeners.map((listener) => ({
        ListenerPort: listener.listenerPort,
        ListenerProtocal: listener.protocol,
      })),
    },
    ListenerPortsAndProtocol: {
      ListenerPortAndProtocol: listeners.map((listener) => ({
        ListenerPort: listener.listenerPort,
        ListenerProtocol: listener.protocol,
        Description: listener.description,
        ...(listener.protocol === 'http' && {
          ListenerForward: onOff(listener.forwardPort !== undefined),
          ForwardPort: listener.forwardPort,
        }),
      })),
    },
    BackendServers: {
      BackendServer: loadBalancer.backendServers.map((server) => ({
        ServerId: server.serverId,
        Weight: server.weight,
        Type: server.type,
        ServerIp: server.serverIp,
        Description: server.description,
      })),
    },
  };
}

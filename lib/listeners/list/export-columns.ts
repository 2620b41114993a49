import type { ObservedTally } from '@/lib/model/health-types';
import type { Cell } from '@/lib/export/csv';
import { UNLIMITED_BANDWIDTH } from '@/lib/model/limits';
import type { ListColumn } from './list-query';
import type { Reach } from '@/lib/model/reach';
import type { ListenerHealth } from '@/lib/model/row-health';
import { entryCountOf, type ListedAccess, type ListedListener } from '@/lib/model/list-row';

/** The input of one line of a file. */
export type ExportedRow = {
  row: ListedListener;
  /** How current that is. */
  healthState: ListenerHealth['state'];
  /** As last observed; null if it never was. */
  health: ObservedTally | null;
  /** When the row was requested from SLB (epoch ms); null if unknown. */
  readAtMillis: number | null;
};

/** Labels for fixed values of the domain. Every other text is written as SLB returned it. */
export type ExportValue =
  | 'default-servers'
  | 'vserver-group'
  | 'primary-secondary-group'
  | 'limited'
  | 'unlimited'
  | 'on'
  | 'off'
  | 'allowlist'
  | 'denylist'
  | 'internet'
  | 'intranet'
  | Reach['who']
  | ListenerHealth['state'];
export type SayValue = (value: ExportValue) => string;

type ExportColumn = {
  /** Its message under `export.column`, which names the unit. */
  key: string;
  /** The list column it belongs to; null: it is in every file. */
  of: ListColumn | null;
  /** One fact. Null if it does not apply. If it applies but was not returned, a text says so; a number is null. */
  cell: (exported: ExportedRow, say: SayValue, status: (word: string) => string) => Cell;
};

/** Lists of ids or names in one cell. SLB's own rules keep semicolons out of both. */
const AND = '; ';

/** All columns of a CSV file in order, one fact each. A new one is a line here and a message in each language. */
export const exportColumns = [
  { key: 'region', of: null, cell: ({ row }) => row.regionId },
  { key: 'instanceId', of: null, cell: ({ row }) => row.loadBalancerId },
  { key: 'port', of: null, cell: ({ row }) => row.listenerPort },
  { key: 'protocol', of: null, cell: ({ row }) => row.protocol.toUpperCase() },
  { key: 'status', of: 'status', cell: ({ row }, _, status) => status(row.status) },
  { key: 'instanceName', of: 'instance', cell: ({ row }) => row.loadBalancer.name },
  { key: 'instanceAddress', of: 'address', cell: ({ row }) => row.loadBalancer.address ?? null },
  {
    key: 'instanceAddressType',
    of: 'address-type',
    cell: ({ row: { loadBalancer } }, say) => addressType(loadBalancer.addressType, say),
  },
  {
    key: 'backendType',
    of: 'backend',
    cell: ({ row: { backend } }, say) => say(backend.kind === 'port' ? 'default-servers' : backend.kind),
  },
  {
    key: 'backendPort',
    of: 'backend',
    cell: ({ row: { backend } }) => (backend.kind === 'port' ? backend.backendServerPort : null),
  },
  {
    key: 'serverGroupId',
    of: 'backend',
    cell: ({ row: { backend } }) => ('groupId' in backend ? backend.groupId : null),
  },
  {
    key: 'serverGroupName',
    of: 'backend',
    cell: ({ row: { backend } }) => ('groupId' in backend ? backend.name : null),
  },
  {
    key: 'serverGroupServers',
    of: 'backend',
    cell: ({ row: { backend } }) => (backend.kind === 'vserver-group' ? backend.serverCount : null),
  },
  { key: 'scheduler', of: 'scheduler', cell: ({ row }, say) => row.scheduler ?? unreturned(row, say) },
  {
    key: 'bandwidthLimit',
    of: 'bandwidth',
    cell: ({ row }, say) =>
      row.bandwidthMbps === null
        ? unreturned(row, say)
        : say(row.bandwidthMbps === UNLIMITED_BANDWIDTH ? 'unlimited' : 'limited'),
  },
  {
    key: 'bandwidthMbps',
    of: 'bandwidth',
    cell: ({ row: { bandwidthMbps } }) => (bandwidthMbps === UNLIMITED_BANDWIDTH ? null : bandwidthMbps),
  },
  { key: 'accessControl', of: 'access', cell: ({ row: { access } }, say) => accessType(access, say) },
  { key: 'accessReach', of: 'access', cell: ({ row: { reach } }, say) => say(reach.who) },
  {
    key: 'accessListIds',
    of: 'access',
    cell: ({ row: { access } }) =>
      listsOf(access)
        ?.map(({ aclId }) => aclId)
        .join(AND) ?? null,
  },
  {
    key: 'accessListNames',
    of: 'access',
    cell: ({ row: { access } }) =>
      listsOf(access)
        ?.map(({ name }) => name ?? '')
        .join(AND) ?? null,
  },
  {
    key: 'accessEntries',
    of: 'access',
    cell: ({ row: { access } }) => (access.status === 'on' ? entryCountOf(access) : null),
  },
  { key: 'healthState', of: 'healthy', cell: ({ healthState }, say) => say(healthState) },
  { key: 'healthyServers', of: 'healthy', cell: ({ health }) => health?.normal ?? null },
  { key: 'unhealthyServers', of: 'healthy', cell: ({ health }) => health?.abnormal ?? null },
  { key: 'serversWithoutResult', of: 'healthy', cell: ({ health }) => health?.unknown ?? null },
  { key: 'serversTotal', of: 'healthy', cell: ({ health }) => health?.all ?? null },
  { key: 'healthObservedAt', of: 'healthy', cell: ({ health }) => timeOf(health?.observedAtMillis ?? null) },
  {
    key: 'healthCheck',
    of: 'health-check',
    cell: ({ row }, say) => (row.healthCheck === null ? unreturned(row, say) : say(row.healthCheck.status)),
  },
  {
    key: 'healthCheckType',
    of: 'health-check',
    cell: ({ row: { healthCheck } }, say) =>
      healthCheck?.status === 'on' ? (healthCheck.type?.toUpperCase() ?? say('unknown')) : null,
  },
  {
    key: 'healthCheckPort',
    of: 'health-check',
    // Empty means the backend port.
    cell: ({ row: { healthCheck } }, say) => {
      if (healthCheck?.status !== 'on') return null;
      return healthCheck.connectPort === 'unknown' ? say('unknown') : healthCheck.connectPort;
    },
  },
  {
    key: 'healthCheckIntervalSeconds',
    of: 'health-check',
    cell: ({ row: { healthCheck } }) => (healthCheck?.status === 'on' ? healthCheck.intervalSeconds : null),
  },
  { key: 'changedAt', of: 'changed', cell: ({ row }) => timeOf(row.changedAtMillis) },
  { key: 'description', of: 'description', cell: ({ row }) => row.description },
  { key: 'tags', of: 'tag', cell: ({ row }) => tagsText(row.tags) },
  { key: 'instanceTags', of: 'tag', cell: ({ row }) => tagsText(row.loadBalancer.tags) },
  { key: 'owner', of: 'tag', cell: ({ row }) => row.owner?.name ?? null },
  { key: 'readAt', of: null, cell: ({ readAtMillis }) => timeOf(readAtMillis) },
] as const satisfies readonly ExportColumn[];

export type ExportColumnKey = (typeof exportColumns)[number]['key'];

/** ISO 8601 in UTC, which spreadsheets and programs both read. */
export function timeOf(millis: number | null): string | null {
  return millis === null ? null : new Date(millis).toISOString();
}

/** For settings every TCP listener has. Other protocols return fewer of them. */
function unreturned({ protocol }: ListedListener, say: SayValue): string | null {
  return protocol === 'tcp' ? say('unknown') : null;
}

function tagsText(tags: ListedListener['tags']): string | null {
  return tags?.map(({ key, value }) => `${key}=${value}`).join(AND) ?? null;
}

function listsOf(access: ListedAccess) {
  return access.status === 'on' ? access.lists : undefined;
}

function addressType(word: string, say: SayValue): string {
  if (word === 'internet' || word === 'intranet') return say(word);
  return word === '' ? say('unknown') : word;
}

function accessType(access: ListedAccess, say: SayValue): string {
  if (access.status !== 'on') return say(access.status);
  if (access.type === 'white') return say('allowlist');
  return access.type === 'black' ? say('denylist') : access.type;
}

import type { TcpListenerAttributes } from '@/lib/slb/responses';
import type { ListedListener } from '@/lib/model/list-row';
import { isSameSetting, isSettingName, settingsOf } from '@/lib/model/settings';
import type { AuditState } from '@/lib/listeners/commands/audit-log';

/**
 * A TCP listener's settings as far as the list returned them, under the audit log's names. What was not returned or
 * cannot be parsed is left out.
 */
export function stateOfRow({
  backend,
  scheduler,
  bandwidthMbps,
  access,
  healthCheck,
  description,
}: ListedListener): AuditState {
  const returned: Record<string, string | number | null | undefined> = {
    Bandwidth: bandwidthMbps,
    Scheduler: scheduler,
    Description: description,
    BackendServerPort: backend.kind === 'port' ? backend.backendServerPort : null,
    VServerGroupId: backend.kind === 'vserver-group' ? backend.groupId : null,
    MasterSlaveServerGroupId: backend.kind === 'primary-secondary-group' ? backend.groupId : null,
    HealthCheckSwitch: healthCheck?.status,
    ...(healthCheck?.status === 'on' && {
      HealthCheckType: healthCheck.type,
      HealthCheckInterval: healthCheck.intervalSeconds,
    }),
    AclStatus: access.status === 'unknown' ? null : access.status,
    ...(access.status === 'on' && {
      AclType: access.type,
      AclId: access.lists.map(({ aclId }) => aclId).join(','),
    }),
  };
  return Object.fromEntries(
    Object.entries(returned).flatMap(([name, value]) =>
      value === null || value === undefined || value === '' ? [] : [[name, String(value)]],
    ),
  );
}

/** Whether a listener that was read still matches what the list returned, whatever its status. */
export function isAsListed(listed: AuditState, read: TcpListenerAttributes): boolean {
  const now = settingsOf(read);
  return Object.entries(listed).every(([name, value]) =>
    isSettingName(name)
      ? isSameSetting(name, value, now[name])
      : name !== 'BackendServerPort' || value === String(read.backendServerPort),
  );
}

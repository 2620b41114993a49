import type { ListenerKey } from '@/lib/model/outcome';
import { createTcpListener } from '@/lib/slb/operations/listeners';
import type { SandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { edge } from './example';

/** A listener as only the API of today accepts it, and as other clients create it (docs/sandbox.md, Editions). */

export const current: ListenerKey = { ...edge, listenerPort: 18_080 };

/** Lists of the demo data that have no entry in common. */
export const LISTS = ['acl-bp1bast7i0n2x', 'acl-bp1fin0a2n4c6', 'acl-bp1part4n6r8s'] as const;

/** Its settings, as the Kubernetes cloud controller and Terraform send them. */
export const sent = {
  Bandwidth: '5120',
  Description: `k8s/80/nginx-ingress-controller/default/${'c'.repeat(120)}`,
  Scheduler: 'sch',
  HealthCheckConnectPort: '-520',
  HealthyThreshold: '1',
  UnhealthyThreshold: '1',
  AclStatus: 'on',
  AclType: 'white',
  AclId: LISTS.join(','),
} as const;

/** Switches the sandbox to the edition of today, and creates the listener there by a signed call. */
export async function createCurrent(
  sandbox: SandboxWorld,
  { listenerPort, ...more }: Readonly<Record<string, string>> = {},
): Promise<ListenerKey> {
  await sandbox.settings({ edition: 'current', transitionMillis: 0 });
  const key = { ...current, listenerPort: Number(listenerPort ?? current.listenerPort) };
  const created = await createTcpListener(key.regionId, {
    LoadBalancerId: key.loadBalancerId,
    ListenerPort: String(key.listenerPort),
    BackendServerPort: '8080',
    ...sent,
    ...more,
  });
  if (!created.ok) throw new Error(`${created.error.code}: ${created.error.message}`);
  return key;
}

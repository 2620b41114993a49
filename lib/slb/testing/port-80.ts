import { createTcpListener } from '../operations/listeners';
import type { SlbResult } from '../result';

/** A free port of an instance of the demo data. */
export const listener = {
  regionId: 'cn-hangzhou',
  loadBalancerId: 'lb-bp1b6c719dfa08exfuca5',
  listenerPort: 80,
};

export const CREATE = 'CreateLoadBalancerTCPListener';

/** Creates a listener there, or where the parameters say. */
export function createOnPort80(
  parameters: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<SlbResult<null>> {
  return createTcpListener(
    listener.regionId,
    {
      LoadBalancerId: listener.loadBalancerId,
      ListenerPort: '80',
      BackendServerPort: '8080',
      Bandwidth: '-1',
      ...parameters,
    },
    { signal },
  );
}

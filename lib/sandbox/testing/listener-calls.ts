import { EDGE, HANGZHOU, type Body, type Parameters, type Reply, type TestSandbox } from './test-sandbox';

/** The reference's example with the two parameters that it needs to work (slb-api.md D33). */
export const EXAMPLE = {
  RegionId: HANGZHOU,
  LoadBalancerId: EDGE,
  ListenerPort: 80,
  Bandwidth: -1,
  BackendServerPort: 8080,
} as const;

/** Creation of the example's listener with changes, and reading it back. */
export function listenerCalls(sandbox: () => TestSandbox) {
  return {
    create: (change: Parameters = {}): Promise<Reply> =>
      sandbox().call('CreateLoadBalancerTCPListener', { ...EXAMPLE, ...change }),

    createWithout: (name: keyof typeof EXAMPLE, change: Parameters = {}): Promise<Reply> => {
      const { [name]: _, ...rest } = EXAMPLE;
      return sandbox().call('CreateLoadBalancerTCPListener', { ...rest, ...change });
    },

    read: async (change: Parameters = {}): Promise<Body> => {
      const reply = await sandbox().call('DescribeLoadBalancerTCPListenerAttribute', {
        RegionId: HANGZHOU,
        LoadBalancerId: EDGE,
        ListenerPort: 80,
        ...change,
      });
      return reply.body;
    },

    countOn: async (loadBalancerId: string, regionId = HANGZHOU): Promise<number> => {
      const { body } = await sandbox().call('DescribeLoadBalancerListeners', {
        RegionId: regionId,
        'LoadBalancerId.1': loadBalancerId,
      });
      return Number(body.TotalCount);
    },
  };
}

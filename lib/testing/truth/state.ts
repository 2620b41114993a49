/** The controls of a running sandbox, as far as they are needed here (docs/sandbox.md, "Control"). */
export type SandboxControls = {
  state: () => Promise<unknown>;
  fault: (
    fault: { action: string; regionId?: string; share: number } & (
      | { kind: 'error-5xx' }
      | { kind: 'unpaged' }
      | { kind: 'odd-rows'; variant: string; row: number }
    ),
  ) => Promise<unknown>;
  clearFaults: () => Promise<unknown>;
  health: (ip: string, health: 'alive' | 'dead') => Promise<unknown>;
  shiftClock: (shiftMillis: number) => Promise<unknown>;
};

/** The sandbox's state (`GET /_sandbox/state`), as far as it is compared. */
export type State = {
  readonly nowMillis: number;
  readonly loadBalancers: readonly {
    readonly regionId: string;
    readonly loadBalancerId: string;
    readonly name: string;
    readonly addressType: string;
    readonly deleteProtection: boolean;
    readonly modificationProtection: { readonly status: string };
  }[];
  readonly listeners: readonly StateListener[];
  readonly serverGroups: readonly {
    readonly regionId: string;
    readonly loadBalancerId: string;
    readonly groupId: string;
    readonly kind: string;
    readonly name: string;
    readonly members: readonly { readonly serverId: string; readonly port: number }[];
  }[];
  readonly accessControlLists: readonly {
    readonly regionId: string;
    readonly aclId: string;
    readonly name: string;
    readonly addressIpVersion: string;
    readonly entries: readonly { readonly entry: string }[];
  }[];
};

export type StateListener = {
  readonly regionId: string;
  readonly loadBalancerId: string;
  readonly listenerPort: number;
  readonly protocol: string;
  readonly status: string;
  readonly bandwidthMbps: number;
  readonly scheduler: string;
  readonly description?: string;
  readonly backendServerPort?: number;
  readonly vServerGroupId?: string;
  readonly masterSlaveServerGroupId?: string;
  readonly healthCheckOn: boolean;
  readonly acl?: { readonly type: 'white' | 'black'; readonly aclId: string };
  readonly servers: readonly { readonly serverId: string; readonly ip: string; readonly health: string }[];
};

export const REGION_IDS = ['cn-hangzhou', 'cn-shanghai', 'eu-central-1'] as const;

/** For the regions shown. */
export async function readState(sandbox: Pick<SandboxControls, 'state'>): Promise<State> {
  const state = (await sandbox.state()) as State;
  const isShown = ({ regionId }: { regionId: string }): boolean =>
    REGION_IDS.some((known) => known === regionId);
  return {
    ...state,
    loadBalancers: state.loadBalancers.filter(isShown),
    listeners: state.listeners.filter(isShown),
    serverGroups: state.serverGroups.filter(isShown),
    accessControlLists: state.accessControlLists.filter(isShown),
  };
}

export function keyOf(listener: {
  regionId: string;
  loadBalancerId: string;
  listenerPort: number;
  protocol: string;
}): string {
  const { regionId, loadBalancerId, listenerPort, protocol } = listener;
  return `${regionId}/${loadBalancerId}/${listenerPort}/${protocol}`;
}

/** A failure to come; control is described in docs/sandbox.md. */
export type Fault = {
  /** The operation that fails, or `*`. */
  readonly action: string;
  readonly regionId?: string;
  /** How many calls; any number where only a share is said. */
  readonly count?: number;
  readonly share?: number;
} & (
  | { readonly kind: 'drop-before' | 'drop-after' | 'error-5xx' | 'throttle' }
  | { readonly kind: 'error'; readonly code: string }
  | { readonly kind: 'latency' | 'late'; readonly millis: number }
  | { readonly kind: 'odd-rows'; readonly variant: string; readonly row?: number }
  | { readonly kind: 'unpaged' | 'forbidden' }
);

export type SandboxRequest = {
  readonly at: string;
  readonly action: string;
  readonly regionId: string;
  readonly method: string;
  readonly parameters: { readonly [name: string]: string };
  /** null when the connection was dropped instead of answered. */
  readonly httpStatus: number | null;
  readonly code: string | null;
  readonly requestId: string;
};

export type SandboxSettings = {
  readonly edition?: 'reference' | 'current';
  readonly transitionMillis?: number;
  readonly throttle?:
    | 'off'
    | 'published'
    | readonly { readonly action: string; readonly calls: number; readonly windowSeconds: number }[];
};

export type Sandbox = ReturnType<typeof sandboxAt>;

/** The controls of a sandbox, as verbs. */
export function sandboxAt(url: string) {
  async function control(method: 'GET' | 'POST' | 'DELETE', name: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${url}/_sandbox/${name}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} /_sandbox/${name} was answered ${response.status}: ${text}`);
    return JSON.parse(text);
  }

  return {
    url,
    /** Back to a seed: its data, no request recorded, no fault waiting, the settings of the start. */
    reset: (seed: 'demo' | 'empty' | 'large' | 'odd' = 'demo') => control('POST', 'reset', { seed }),
    /** Makes the next `count` calls of an action fail. */
    fault: (fault: Fault) => control('POST', 'faults', fault),
    /** All that it holds, from its tables. */
    state: () => control('GET', 'state'),
    clearFaults: () => control('DELETE', 'faults'),
    /** From now on a server, by its address, answers its health checks or does not. */
    health: (ip: string, health: 'alive' | 'dead') => control('POST', 'health', { ip, health }),
    /** Sets the sandbox's clock ahead, so that what takes its time has happened. */
    shiftClock: (shiftMillis: number) => control('POST', 'clock', { shiftMillis }),
    settings: (settings: SandboxSettings) => control('POST', 'settings', settings),
    /** What was received since the last reset, oldest first; of one action when it is named. */
    requests: async (action?: string): Promise<readonly SandboxRequest[]> => {
      const { requests } = (await control('GET', 'requests')) as { requests: readonly SandboxRequest[] };
      return action === undefined ? requests : requests.filter((request) => request.action === action);
    },
  };
}

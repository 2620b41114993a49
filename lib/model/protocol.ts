import type { OtherProtocol } from '@/lib/slb/responses';

/** Of which protocol a listener is, as part of its key; for the browser too, which does without the schema of keys. */

/** The protocols besides TCP whose listeners Sluice reads, starts, stops and deletes. */
export const otherProtocols = ['udp', 'http', 'https'] as const satisfies readonly OtherProtocol[];

type OfProtocol = { protocol?: string | undefined };

/** `tcp` if the key has none. */
export function protocolOf({ protocol = 'tcp' }: OfProtocol): string {
  return protocol;
}

/** How a listener's port is named: `53`, or `53/UDP` if it is not TCP. */
export function portName({ listenerPort, protocol = 'tcp' }: { listenerPort: number } & OfProtocol): string {
  return protocol === 'tcp' ? String(listenerPort) : `${listenerPort}/${protocol.toUpperCase()}`;
}

/** The part of a key that tells the listeners of one port apart: nothing for TCP. */
export function protocolPart(protocol: string): { protocol?: string } {
  return protocol === 'tcp' ? {} : { protocol };
}

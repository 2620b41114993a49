import type { Endpoint } from '@/lib/slb/endpoints';
import type { FieldPath } from '@/lib/model/draft';
import type { ListenerKey } from '@/lib/model/outcome';
import { protocolOf } from '@/lib/model/protocol';
import type { ListenerAction } from '@/lib/model/rules';
import type { Piece } from './code';

/** SLB's version of its API (slb-api.md, head). */
export const API_VERSION = '2014-05-15';

/** One parameter of a request under its wire name; `path` is the form field that decides it, null if none does. */
export type ApiParameter = { readonly name: string; readonly value: string; readonly path: FieldPath | null };

/** A call on one listener, as Sluice sends it. The first three parameters name the listener. */
export type ApiRequest = {
  readonly action: string;
  readonly endpoint: Endpoint;
  readonly parameters: readonly ApiParameter[];
};

/** A call before it is known which host it goes to, which its region decides. */
export type CodeRequest = Omit<ApiRequest, 'endpoint'>;

const OPERATIONS: Readonly<Record<ListenerAction, string>> = {
  start: 'StartLoadBalancerListener',
  stop: 'StopLoadBalancerListener',
  delete: 'DeleteLoadBalancerListener',
};

/** The request of an action: one port may have two listeners, so it names the protocol (slb-api.md 3.11). */
export function actionRequest(action: ListenerAction, listener: ListenerKey): CodeRequest {
  const protocol = { name: 'ListenerProtocol', value: protocolOf(listener), path: null };
  return requestOf(OPERATIONS[action], listener, [protocol]);
}

/** A request on one listener. */
export function requestOf(
  action: string,
  { regionId, loadBalancerId, listenerPort }: ListenerKey,
  more: readonly ApiParameter[] = [],
): CodeRequest {
  return {
    action,
    parameters: [
      { name: 'RegionId', value: regionId, path: null },
      { name: 'LoadBalancerId', value: loadBalancerId, path: null },
      { name: 'ListenerPort', value: String(listenerPort), path: null },
      ...more,
    ],
  };
}

/** The value of a parameter, written by `write` and marked with its field. */
export function written({ value, path }: ApiParameter, write: (value: string) => string): Piece {
  return { text: write(value), path };
}

/** A string literal in TypeScript, Python, Go and Java: JSON's escapes are escapes of each of them. */
export function quoted(value: string): string {
  return JSON.stringify(value);
}

/** A word of a POSIX shell. */
export function shellWord(value: string): string {
  return /^[\w.,:/@%+-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
}

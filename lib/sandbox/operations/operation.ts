import { reject, type Fields } from '../answer';
import { LOAD_BALANCER_NOT_FOUND } from '../errors';
import type { Settings } from '../settings';
import type { LoadBalancer } from '../store/models';
import type { Tables } from '../store/store';
import type { ParameterReader } from './parameter-reader';

export type Call = {
  /** Known to exist; empty for an operation that is not regional. */
  readonly regionId: string;
  /** Without the empty ones (D31). */
  readonly parameters: ReadonlyMap<string, string>;
  readonly read: ParameterReader;
  readonly tables: Tables;
  readonly settings: Settings;
  readonly nowMillis: number;
};

export type Operation = {
  /** Regional operations need a RegionId that exists (D5). */
  readonly scope: 'regional' | 'global';
  /** A write runs in a transaction of its own; what it changed is undone if the call is rejected. */
  readonly effect: 'read' | 'write';
  /** Parameters whose absence is `Missing<Param>` (D29), besides RegionId, in the order of the reference. */
  readonly required: readonly string[];
  /** Other spellings of parameters that the operation takes, by that spelling. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Returns the fields of the answer, or throws `Rejected`. */
  readonly handle: (call: Call) => Fields;
};

/** A resource's operations by name. */
export type OperationRows = Readonly<Record<string, Operation>>;

export function regionalRead(handle: Operation['handle'], ...required: string[]): Operation {
  return { scope: 'regional', effect: 'read', required, handle };
}

export function regionalWrite(handle: Operation['handle'], ...required: string[]): Operation {
  return { scope: 'regional', effect: 'write', required, handle };
}

/** A parameter that the operation requires: the pipeline has rejected calls without it. */
export function requiredText(call: Call, name: string): string {
  const value = call.parameters.get(name);
  if (value === undefined)
    throw new Error(`${name} is read as required, but its operation does not require it`);
  return value;
}

/** The instance that the call's LoadBalancerId names. */
export function findLoadBalancer(call: Call): LoadBalancer {
  const id = requiredText(call, 'LoadBalancerId');
  return call.tables.loadBalancers.find(call.regionId, id) ?? reject(LOAD_BALANCER_NOT_FOUND);
}

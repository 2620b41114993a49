import type { ApiParameter, ApiRequest } from './api-request';

/** What rows of a program have in common. */
export type CallKind = {
  /** With its protocol. */
  readonly endpoint: string;
  /** What is called for each row: the first with all parameters, the others with those that name the listener. */
  readonly actions: readonly string[];
  /** The parameters that are the same in all of several rows. */
  readonly shared: readonly ApiParameter[];
};

/** A row of the table that a program goes through; `kind` is an index. */
export type CallRow = { readonly kind: number; readonly parameters: readonly ApiParameter[] };

/** The parameters that name a listener, as a call has them that has no others. */
export const KEY_PARAMETERS = ['RegionId', 'LoadBalancerId', 'ListenerPort'] as const;

type Step = { endpoint: string; actions: string[]; parameters: readonly ApiParameter[] };

/**
 * The requests as rows, in their order, and the kinds of these rows. A request that only names the listener of the one
 * before it (the start of a listener that is created) becomes a further action of its row.
 */
export function callTable(requests: readonly ApiRequest[]): { kinds: CallKind[]; rows: CallRow[] } {
  const steps = stepsOf(requests);
  const keyOf = ({ endpoint, actions }: Step): string => JSON.stringify([endpoint, actions]);
  const keys = [...new Set(steps.map(keyOf))];
  const kinds = keys.flatMap((key): CallKind[] => {
    const alike = steps.filter((step) => keyOf(step) === key);
    const [first] = alike;
    if (first === undefined) return [];
    const shared = alike.length === 1 ? [] : sharedOf(first, alike);
    return [{ endpoint: first.endpoint, actions: first.actions, shared }];
  });
  const sharedNames = kinds.map(({ shared }) => new Set(shared.map(({ name }) => name)));
  const rows = steps.map((step): CallRow => {
    const kind = keys.indexOf(keyOf(step));
    return { kind, parameters: step.parameters.filter(({ name }) => sharedNames[kind]?.has(name) !== true) };
  });
  return { kinds, rows };
}

function stepsOf(requests: readonly ApiRequest[]): Step[] {
  const steps: Step[] = [];
  for (const { action, endpoint, parameters } of requests) {
    const url = `${endpoint.protocol}://${endpoint.host}`;
    const last = steps.at(-1);
    if (last?.endpoint === url && namesListenerOf(last.parameters, parameters)) last.actions.push(action);
    else steps.push({ endpoint: url, actions: [action], parameters });
  }
  return steps;
}

/** Whether `parameters` are those that name the listener of `others`, and no others. */
function namesListenerOf(others: readonly ApiParameter[], parameters: readonly ApiParameter[]): boolean {
  const values = new Map(others.map(({ name, value }) => [name, value]));
  return (
    parameters.length === KEY_PARAMETERS.length &&
    KEY_PARAMETERS.every((key) =>
      parameters.some(({ name, value }) => name === key && values.get(key) === value),
    )
  );
}

function sharedOf(first: Step, steps: readonly Step[]): ApiParameter[] {
  const counts = new Map<string, number>();
  const pairOf = ({ name, value }: ApiParameter): string => JSON.stringify([name, value]);
  for (const pair of steps.flatMap(({ parameters }) => parameters.map(pairOf)))
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  return first.parameters.filter((parameter) => counts.get(pairOf(parameter)) === steps.length);
}

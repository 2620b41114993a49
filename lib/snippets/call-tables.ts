import type { ApiParameter, ApiRequest } from './api-request';

/** Calls that are alike, as the table that a program has and its loop goes through. */
export type CallTable = {
  /** With its protocol. */
  readonly endpoint: string;
  /** What is called for each row: the first with all parameters, the others with those that name the listener. */
  readonly actions: readonly string[];
  /** The parameters that are the same in all of several rows. */
  readonly shared: readonly ApiParameter[];
  readonly rows: readonly (readonly ApiParameter[])[];
};

/** The parameters that name a listener, as a call has them that has no others. */
export const KEY_PARAMETERS = ['RegionId', 'LoadBalancerId', 'ListenerPort'] as const;

type Step = { endpoint: string; actions: string[]; parameters: readonly ApiParameter[] };

/**
 * The requests as tables, in the order of their first rows. A request that only names the listener of the one before it
 * (the start of a listener that is created) becomes a further action of its row.
 */
export function callTables(requests: readonly ApiRequest[]): CallTable[] {
  const tables = new Map<string, Step[]>();
  for (const step of stepsOf(requests)) {
    const key = JSON.stringify([step.endpoint, step.actions]);
    const steps = tables.get(key);
    if (steps === undefined) tables.set(key, [step]);
    else steps.push(step);
  }
  return [...tables.values()].flatMap((steps) => {
    const [first] = steps;
    if (first === undefined) return [];
    const shared = steps.length === 1 ? [] : sharedOf(first, steps);
    const names = new Set(shared.map(({ name }) => name));
    const rows = steps.map(({ parameters }) => parameters.filter(({ name }) => !names.has(name)));
    return [{ endpoint: first.endpoint, actions: first.actions, shared, rows }];
  });
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

import 'server-only';
import { append, type NewActivity } from './append';

/** What somebody set out to do: who, what, on which listener, from what state to what state. */
export type ActivityDeed = {
  actor: string;
  /** The wire's name of the call. */
  operation: string;
  regionId: string;
  loadBalancerId: string;
  listenerPort: number;
  before: unknown;
  after: unknown;
  /** The address the request came from. */
  from: string | null;
  /** The bulk run it is a part of. */
  runId?: number | null;
};

/** What became of it. `durationMillis` counts from when it was asked for. */
export type ActivityOutcome = {
  outcome: 'succeeded' | 'refused' | 'unknown';
  code: string | null;
  message: string | null;
  requestId: string | null;
  durationMillis: number;
};

export type ActivityEntry = ActivityDeed & ActivityOutcome;

/**
 * Adds a deed of which the outcome is known at once, in one entry: what was refused before a call left. On the disk before
 * it resolves. Throws when it cannot be written.
 */
export async function recordActivity(entry: ActivityEntry): Promise<void> {
  const states = statesOf(entry);
  await append({ ...columnsOf(entry), ...states, ...outcomeOf(entry), begun_id: null }, { states });
}

export type BegunActivity = { id: number; end: (outcome: ActivityOutcome) => Promise<void> };

/**
 * Puts the intent on the disk before the call that carries it out leaves; `end` adds the outcome, once. A deed that was
 * begun and never ended is listed as under way, and as unknown once the process that began it is gone.
 * Both throw when they cannot write.
 */
export async function beginActivity(deed: ActivityDeed): Promise<BegunActivity> {
  const columns = columnsOf(deed);
  const states = statesOf(deed);
  const nothingYet = { code: null, message: null, request_id: null, duration_millis: null };
  const id = await append({ ...columns, ...states, ...nothingYet, outcome: 'begun', begun_id: null }, null);
  return {
    id,
    end: async (outcome) => {
      const noStates = { before_json: 'null', after_json: 'null' };
      await append({ ...columns, ...noStates, ...outcomeOf(outcome), begun_id: id }, { states });
    },
  };
}

function columnsOf(deed: ActivityDeed) {
  return {
    actor: deed.actor,
    operation: deed.operation,
    region_id: deed.regionId,
    load_balancer_id: deed.loadBalancerId,
    listener_port: deed.listenerPort,
    from_address: deed.from,
    run_id: deed.runId ?? null,
  };
}

function statesOf(deed: ActivityDeed) {
  return {
    before_json: JSON.stringify(deed.before ?? null),
    after_json: JSON.stringify(deed.after ?? null),
  };
}

function outcomeOf(
  outcome: ActivityOutcome,
): Pick<NewActivity, 'outcome' | 'code' | 'message' | 'request_id' | 'duration_millis'> {
  return {
    outcome: outcome.outcome,
    code: outcome.code,
    message: outcome.message,
    request_id: outcome.requestId,
    duration_millis: Math.round(outcome.durationMillis),
  };
}

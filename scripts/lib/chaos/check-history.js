import { idOf } from './cloud.js';

/**
 * @typedef {import('./cloud.js').Call} Call
 * @typedef {import('./cloud.js').ListenerKey} ListenerKey
 * @typedef {import('./database.js').Row} Row
 * @typedef {import('./database.js').Write} Write
 * @typedef {{ runId: number, kind: 'stop' | 'start' }} Round
 * @typedef {object} Evidence
 * @property {readonly ListenerKey[]} listeners of all runs
 * @property {readonly ListenerKey[]} singles changed one at a time
 * @property {readonly Round[]} rounds
 * @property {readonly Call[]} calls that reached the sandbox, oldest first
 * @property {ReadonlyMap<string, string>} statuses
 * @property {readonly Row[]} rows
 * @property {readonly Write[]} writes
 * @property {number} limit calls a second
 */

const OPERATIONS = { stop: 'StopLoadBalancerListener', start: 'StartLoadBalancerListener' };
const STATUS_AFTER = { stop: 'stopped', start: 'running' };
/** A call reaches the sandbox, and is counted there, at most this long after it has left. */
const TRANSIT_MILLIS = 100;
const MOST_EXAMPLES = 5;

/**
 * What is wrong with what happened, from sources that do not depend on each other: the sandbox's log and state, the rows of
 * the runs, and the activity log. Pure.
 *
 * @param {Evidence} evidence
 * @returns {string[]}
 */
export function checkHistory(evidence) {
  return [
    ...wrongCalls(evidence),
    ...wrongRows(evidence),
    ...wrongStatuses(evidence),
    ...wrongActivity(evidence),
    ...overlaps(evidence),
    ...excess(evidence),
  ];
}

/**
 * Each run must have changed each listener once: SLB accepted a stop, a start, a stop … of it.
 *
 * @param {Evidence} evidence
 */
function wrongCalls({ listeners, rounds, calls }) {
  const expected = rounds.map(({ kind }) => OPERATIONS[kind]).join(' ');
  const accepted = acceptedWrites(calls);
  return some(
    'a run did something twice, or not at all',
    listeners.flatMap((listener) => {
      const of = (accepted.get(idOf(listener)) ?? []).map(({ action }) => action).join(' ');
      return of === expected ? [] : [`${idOf(listener)}: ${short(of)} instead of ${short(expected)}`];
    }),
  );
}

/** @param {Evidence} evidence */
function wrongRows({ listeners, rounds, rows }) {
  return [
    ...some(
      'a row is not done by its run',
      rows
        .filter(({ state, outcome }) => state !== 'done' || outcome !== 'changed')
        .map(({ runId, id, ...row }) => `run ${runId} ${id}: ${JSON.stringify(row)}`),
    ),
    ...some(
      'a run does not have the rows it was given',
      rounds
        .map(({ runId }) => ({ runId, count: rows.filter((row) => row.runId === runId).length }))
        .filter(({ count }) => count !== listeners.length)
        .map(({ runId, count }) => `run ${runId}: ${count} of ${listeners.length}`),
    ),
  ];
}

/** @param {Evidence} evidence */
function wrongStatuses({ listeners, rounds, statuses }) {
  const last = rounds.at(-1);
  const expected = last === undefined ? 'running' : STATUS_AFTER[last.kind];
  return some(
    'a listener is not as the last run should have left it',
    listeners
      .filter((listener) => statuses.get(idOf(listener)) !== expected)
      .map((listener) => `${idOf(listener)}: ${statuses.get(idOf(listener))} instead of ${expected}`),
  );
}

/**
 * Every accepted call has an intent that was written before it, and one outcome at most says that it succeeded. Of a run,
 * exactly one does for each row.
 *
 * @param {Evidence} evidence
 */
function wrongActivity({ listeners, singles, rounds, calls, writes }) {
  const accepted = acceptedWrites(calls);
  const ids = [...listeners, ...singles].map(idOf);
  const writesOf = grouped(writes, ({ id }) => id);
  const withoutIntent = ids.flatMap((id) => {
    const left = [...(writesOf.get(id) ?? [])];
    return (accepted.get(id) ?? []).flatMap((call) => {
      const index = left.findIndex(
        ({ operation, atMillis }) => operation === call.action && atMillis <= call.atMillis,
      );
      if (index < 0) return [`${id}: ${call.action} at ${new Date(call.atMillis).toISOString()}`];
      left.splice(index, 1);
      return [];
    });
  });
  const succeeded = (/** @type {Write[] | undefined} */ some) =>
    (some ?? []).filter(({ outcome }) => outcome === 'succeeded').length;
  const byRow = grouped(writes, ({ runId, id }) => `${runId} ${id}`);
  return [
    ...some('an accepted call has no intent', withoutIntent),
    ...some(
      'a row does not have one success in the activity log',
      rounds.flatMap(({ runId }) =>
        listeners.flatMap((listener) => {
          const count = succeeded(byRow.get(`${runId} ${idOf(listener)}`));
          return count === 1 ? [] : [`run ${runId} ${idOf(listener)}: ${count}`];
        }),
      ),
    ),
    ...some(
      'the activity log has more successes than SLB accepted calls',
      ids.flatMap((id) => {
        const [said, were] = [succeeded(writesOf.get(id)), accepted.get(id)?.length ?? 0];
        return said <= were ? [] : [`${id}: ${said} of ${were}`];
      }),
    ),
  ];
}

/**
 * One write at a time on each instance, whichever process sends it. The end of a write whose process was killed is unknown.
 *
 * @param {Evidence} evidence
 */
function overlaps({ writes }) {
  return some(
    'two writes on one instance were in progress at the same time',
    [...grouped(writes, ({ instance }) => instance).values()].flatMap((ofInstance) =>
      ofInstance.flatMap((write, index) => {
        const { endMillis } = write;
        if (endMillis === null || write.endedBy !== write.process) return [];
        return ofInstance
          .slice(index + 1)
          .filter(({ atMillis }) => atMillis < endMillis)
          .map((other) => `entries ${write.entry} and ${other.entry} on ${write.instance}`);
      }),
    ),
  );
}

/** @param {Evidence} evidence */
function excess({ calls, limit }) {
  const allowed = 1_000 - TRANSIT_MILLIS;
  return some(
    `more than ${limit} calls in ${allowed} ms`,
    calls.flatMap(({ atMillis }, index) => {
      const first = calls[index - limit];
      return first === undefined || atMillis - first.atMillis >= allowed
        ? []
        : [`${limit + 1} in ${atMillis - first.atMillis} ms until ${new Date(atMillis).toISOString()}`];
    }),
  );
}

/**
 * How many calls arrived within any second, at most.
 *
 * @param {readonly Pick<Call, 'atMillis'>[]} calls oldest first
 */
export function mostPerSecond(calls) {
  let first = 0;
  return calls.reduce((most, { atMillis }, index) => {
    while ((calls[first]?.atMillis ?? 0) <= atMillis - 1_000) first += 1;
    return Math.max(most, index - first + 1);
  }, 0);
}

/**
 * The stops and starts that SLB accepted, of each listener.
 *
 * @param {readonly Call[]} calls
 */
function acceptedWrites(calls) {
  const operations = Object.values(OPERATIONS);
  return grouped(
    calls.filter(({ action, httpStatus }) => httpStatus === 200 && operations.includes(action)),
    ({ id }) => id,
  );
}

/**
 * @template T
 * @param {readonly T[]} all
 * @param {(each: T) => string} keyOf
 * @returns {Map<string, T[]>}
 */
function grouped(all, keyOf) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const each of all) {
    const group = groups.get(keyOf(each));
    if (group === undefined) groups.set(keyOf(each), [each]);
    else group.push(each);
  }
  return groups;
}

/**
 * @param {string} what
 * @param {readonly string[]} examples
 */
function some(what, examples) {
  if (examples.length === 0) return [];
  const more = examples.length > MOST_EXAMPLES ? `; and ${examples.length - MOST_EXAMPLES} more` : '';
  return [`${what}: ${examples.slice(0, MOST_EXAMPLES).join('; ')}${more}`];
}

/** @param {string} operations */
function short(operations) {
  return operations.replaceAll('LoadBalancerListener', '') || 'nothing';
}

import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { blankFormValues } from '@/lib/listeners/draft';
import type { Sandbox } from '../support/sandbox';
import type { OwnServer } from '../support/server';
import { seededRandom, type Random } from './random';
import { actionSender, type Answer } from './sluice-actions';
import { unaskedIn, undoneOf, type Asked, type State, type What } from './write-history';

/**
 * An adversary for writes: operators use Sluice, a colleague writes beside it, the sandbox delays and drops, and the server is killed. After each quiet
 * moment no listener may be in a state that nobody asked for last, and nothing may have been reported as done that was not (decision 098).
 */

const PORT = 7100;
/** An instance per region, so that a fault meets the calls on one listener. */
const INSTANCES = [
  { regionId: 'cn-hangzhou', loadBalancerId: 'lb-bp1b6c719dfa08exfuca5' },
  { regionId: 'cn-shanghai', loadBalancerId: 'lb-uf6d2n4s6i8n0t2e4r6na' },
  { regionId: 'eu-central-1', loadBalancerId: 'lb-gw8s3t5a7g9i1n3g5e7u9' },
];
const ACTIONS: Readonly<Record<What, string>> = {
  create: 'CreateLoadBalancerTCPListener',
  set: 'SetLoadBalancerTCPListenerAttribute',
  start: 'StartLoadBalancerListener',
  stop: 'StopLoadBalancerListener',
  delete: 'DeleteLoadBalancerListener',
};
const WHATS = Object.keys(ACTIONS) as readonly What[];

type Subject = (typeof INSTANCES)[number] & {
  history: Asked[];
  /** A call of this kind may arrive after its horizon. */
  isEndless: Set<What>;
};

type World = {
  random: Random;
  server: OwnServer;
  sandbox: Sandbox;
  slb: Foreign;
  send: ReturnType<typeof actionSender>;
  horizonMillis: number;
  /** What was found to be untrue. */
  wrong: string[];
  /** What happened, in order, to be read with what is wrong. */
  log: string[];
  tags: number;
  quietAt: number;
};

type Foreign = (action: string, parameters: Record<string, string>) => Promise<Record<string, unknown>>;

/** A client written by others. */
function foreignClient(sandboxUrl: string): Foreign {
  const { RPCClient } = createRequire(import.meta.url)('@alicloud/pop-core') as {
    RPCClient: new (config: Record<string, string>) => {
      request: (action: string, parameters: object, options: object) => Promise<Record<string, unknown>>;
    };
  };
  const client = new RPCClient({
    endpoint: sandboxUrl,
    apiVersion: '2014-05-15',
    accessKeyId: 'LTAI5tSluiceSandbox00001',
    accessKeySecret: 'sluice-sandbox-secret',
  });
  return (action, parameters) =>
    client.request(action, parameters, { method: 'POST', formatParams: false, timeout: 20_000 });
}

export type Found = { wrong: readonly string[]; log: readonly string[]; rounds: number; writes: number };

/** Goes on for `rounds`, and as many more as begin before `untilMillis`; ends with the first round in which something was untrue. */
export async function runWriteAdversary(options: {
  seed: number;
  rounds: number;
  untilMillis: number;
  server: OwnServer;
  sandbox: Sandbox;
  horizonMillis: number;
}): Promise<Found> {
  const { seed, server, sandbox, horizonMillis } = options;
  const world: World = {
    random: seededRandom(seed),
    server,
    sandbox,
    slb: foreignClient(sandbox.url),
    send: actionSender(),
    horizonMillis,
    wrong: [],
    log: [],
    tags: 0,
    quietAt: 0,
  };
  await sandbox.settings({ transitionMillis: 0 });
  const subjects = INSTANCES.map((instance): Subject => ({ ...instance, history: [], isEndless: new Set() }));
  for (const subject of subjects) await begin(world, subject);
  let rounds = 0;
  for (; world.wrong.length === 0; rounds += 1) {
    if (rounds >= options.rounds && Date.now() >= options.untilMillis) break;
    await round(world, subjects);
  }
  const writes = subjects.reduce((sum, { history }) => sum + history.length, 0);
  return { wrong: world.wrong, log: world.log, rounds, writes };
}

const keyOf = ({ regionId, loadBalancerId }: Subject) => ({ regionId, loadBalancerId, listenerPort: PORT });
const wireKeyOf = ({ regionId, loadBalancerId }: Subject) => ({
  RegionId: regionId,
  LoadBalancerId: loadBalancerId,
  ListenerPort: String(PORT),
});

async function begin(world: World, subject: Subject): Promise<void> {
  await world.slb(ACTIONS.create, createParameters(subject, 'first'));
  const now = Date.now();
  subject.history.push({
    what: 'create',
    by: 'before',
    tag: 'first',
    outcome: 'done',
    askedAt: now,
    endedAt: now,
    overAt: now,
  });
}

function createParameters(subject: Subject, tag: string): Record<string, string> {
  return { ...wireKeyOf(subject), BackendServerPort: '80', Bandwidth: '-1', Description: tag };
}

/** Everybody writes at once, then all is waited for, and what is there is compared with what was asked for. */
async function round(world: World, subjects: readonly Subject[]): Promise<void> {
  const { random } = world;
  const lanes = subjects.flatMap((subject) => [operator(world, subject), colleague(world, subject)]);
  const kill = random.chance(0.5) ? killOnce(world) : Promise.resolve();
  await Promise.all([...lanes, kill]);
  await sleep(Math.max(0, world.quietAt - Date.now()) + 200);
  await world.sandbox.clearFaults();
  for (const subject of subjects) {
    const state = await read(world, subject);
    const unasked = unaskedIn(state, subject.history);
    tell(world, subject, `is ${JSON.stringify(state)}`);
    for (const words of unasked) world.wrong.push(`${subject.regionId}: ${words}`);
    // What is over is over: the next round begins from what is there.
    subject.isEndless.clear();
    for (const asked of subject.history) asked.overAt = Math.min(asked.overAt, Date.now());
  }
}

async function killOnce({ random, server, log }: World): Promise<void> {
  await sleep(random.between(100, 2_000));
  log.push('kill -9');
  await server.kill();
  await sleep(random.between(0, 500));
  await server.startAgain();
  log.push('started again');
}

async function operator(world: World, subject: Subject): Promise<void> {
  const { random } = world;
  for (let count = Math.round(random.between(2, 4)); count > 0; count -= 1) {
    await sleep(random.between(0, 300));
    const what = random.oneOf(WHATS);
    if (random.chance(0.6)) await addFault(world, subject, what);
    await bySluice(world, subject, what);
  }
}

/** What may happen to the next call of this kind in the region, whoever makes it. */
async function addFault(world: World, subject: Subject, what: What): Promise<void> {
  const { random, horizonMillis } = world;
  const kind = random.oneOf([
    'latency',
    'latency',
    'late',
    'drop-before',
    'drop-after',
    'error-5xx',
  ] as const);
  const fault = { action: ACTIONS[what], regionId: subject.regionId, count: 1 };
  if (kind !== 'latency' && kind !== 'late') {
    await world.sandbox.fault({ ...fault, kind });
    tell(world, subject, `${kind} for ${what}`);
    return;
  }
  const isBeyond = random.chance(0.25);
  const millis = Math.round(
    isBeyond ? random.between(1.3, 2) * horizonMillis : random.between(0.1, 0.8) * horizonMillis,
  );
  if (isBeyond) subject.isEndless.add(what);
  world.quietAt = Math.max(world.quietAt, Date.now() + 2 * horizonMillis + millis);
  await world.sandbox.fault({ ...fault, kind, millis });
  tell(world, subject, `${kind} of ${millis} ms for ${what}`);
}

async function bySluice(world: World, subject: Subject, what: What): Promise<void> {
  const tag = nextTag(world);
  const ask = async (isConfirmed: boolean): Promise<{ asked: Asked; answer: Answer | null }> => {
    const asked: Asked = {
      what,
      by: 'sluice',
      tag,
      outcome: null,
      askedAt: Date.now(),
      endedAt: null,
      overAt: Infinity,
    };
    subject.history.push(asked);
    const answer = await sendTo(world, subject, { what, tag, isConfirmed }).catch(() => null);
    asked.endedAt = Date.now();
    asked.outcome = answer?.kind ?? 'unknown';
    const mayBeLate = asked.outcome === 'unknown' && subject.isEndless.has(what);
    // A process that was killed has left its call on its way.
    const graceMillis = answer === null ? world.horizonMillis : 0;
    asked.overAt = mayBeLate ? Infinity : asked.endedAt + graceMillis;
    if (answer === null) world.quietAt = Math.max(world.quietAt, asked.overAt);
    const said =
      answer === null ? 'no answer' : answer.kind === 'done' ? 'done' : `${answer.kind} ${answer.code}`;
    tell(world, subject, `${what} ${tag}${isConfirmed ? ', confirmed' : ''}: ${said}`);
    return { asked, answer };
  };

  const { asked, answer } = await ask(false);
  let last = asked;
  if (answer?.kind === 'refused' && answer.code === 'Sluice.UnsettledWrite') last = (await ask(true)).asked;
  if (last.outcome !== 'done') return;
  const undone = undoneOf(last, await read(world, subject), subject.history);
  if (undone !== null)
    world.wrong.push(`${subject.regionId}: ${what} ${tag} was reported as done, and ${undone}`);
}

function sendTo(
  { send, server }: World,
  subject: Subject,
  { what, tag, isConfirmed }: { what: What; tag: string; isConfirmed: boolean },
): Promise<Answer> {
  const key = keyOf(subject);
  const list = '/listeners';
  switch (what) {
    case 'create': {
      const values = blankFormValues();
      const input = {
        ...values,
        ...key,
        listenerPort: String(PORT),
        bandwidth: { kind: 'unlimited', mbps: '' },
        backend: { ...values.backend, backendServerPort: '80' },
        description: tag,
      };
      return send(server.url, '/listeners/new', 'createListener', [input, isConfirmed]);
    }
    case 'set': {
      const update = { listener: key, set: { Description: tag }, expected: null };
      const edit = `/listeners/${key.regionId}/${key.loadBalancerId}/${PORT}/edit`;
      return send(server.url, edit, 'updateListener', [update, new Date().toISOString(), isConfirmed]);
    }
    case 'start':
      return send(server.url, list, 'startListener', [key, isConfirmed]);
    case 'stop':
      return send(server.url, list, 'stopListener', [key, isConfirmed]);
    case 'delete':
      return send(server.url, list, 'deleteListener', [key, isConfirmed]);
  }
}

/** Somebody who does not use Sluice. */
async function colleague(world: World, subject: Subject): Promise<void> {
  const { random } = world;
  for (let count = Math.round(random.between(0, 2)); count > 0; count -= 1) {
    await sleep(random.between(200, 2_500));
    const what = random.oneOf(WHATS);
    const tag = nextTag(world);
    const asked: Asked = {
      what,
      by: 'foreign',
      tag,
      outcome: null,
      askedAt: Date.now(),
      endedAt: null,
      overAt: Infinity,
    };
    subject.history.push(asked);
    const parameters = {
      ...(what === 'create' ? createParameters(subject, tag) : wireKeyOf(subject)),
      ...(what === 'set' && { Description: tag }),
    };
    try {
      await world.slb(ACTIONS[what], parameters);
      asked.outcome = 'done';
    } catch (error) {
      // A refusal has a code of SLB's; what was dropped or failed may arrive.
      const isRefused =
        error instanceof Error && 'data' in error && !/ServiceUnavailable/.test(error.message);
      asked.outcome = isRefused ? 'refused' : 'unknown';
    }
    asked.endedAt = Date.now();
    asked.overAt = asked.outcome === 'unknown' ? Infinity : asked.endedAt;
    tell(world, subject, `colleague's ${what} ${tag}: ${asked.outcome}`);
  }
}

async function read(world: World, subject: Subject): Promise<State> {
  try {
    const answer = await world.slb('DescribeLoadBalancerTCPListenerAttribute', wireKeyOf(subject));
    return { exists: true, tag: String(answer['Description'] ?? ''), status: String(answer['Status']) };
  } catch {
    return { exists: false, tag: null, status: null };
  }
}

function nextTag(world: World): string {
  world.tags += 1;
  return `write-${world.tags}`;
}

function tell(world: World, subject: Subject, words: string): void {
  world.log.push(`${new Date().toISOString().slice(11, 23)} ${subject.regionId}: ${words}`);
}

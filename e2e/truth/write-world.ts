import { createRequire } from 'node:module';
import { blankFormValues } from '@/lib/model/draft';
import type { Sandbox } from '../support/sandbox';
import type { OwnServer } from '../support/server';
import type { Random } from './random';
import type { actionSender, Answer } from './sluice-actions';
import { undoneOf, type RequestedWrite, type State, type What } from './write-history';

/** What the adversary for writes acts on and by: listeners, Sluice's own actions, and a client written by others. */

export const PORT = 7100;
/** An instance per region, so that a fault meets the calls on one listener. */
export const INSTANCES = [
  { regionId: 'cn-hangzhou', loadBalancerId: 'lb-bp1b6c719dfa08exfuca5' },
  { regionId: 'cn-shanghai', loadBalancerId: 'lb-uf6d2n4s6i8n0t2e4r6na' },
  { regionId: 'eu-central-1', loadBalancerId: 'lb-gw8s3t5a7g9i1n3g5e7u9' },
];
export const ACTIONS: Readonly<Record<What, string>> = {
  create: 'CreateLoadBalancerTCPListener',
  set: 'SetLoadBalancerTCPListenerAttribute',
  start: 'StartLoadBalancerListener',
  stop: 'StopLoadBalancerListener',
  delete: 'DeleteLoadBalancerListener',
};
export const WHATS = Object.keys(ACTIONS) as readonly What[];

export type Subject = (typeof INSTANCES)[number] & {
  history: RequestedWrite[];
  /** A call of this kind may arrive after its horizon. */
  isEndless: Set<What>;
};

export type World = {
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
export function foreignClient(sandboxUrl: string): Foreign {
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

export const keyOf = ({ regionId, loadBalancerId }: Subject) => ({
  regionId,
  loadBalancerId,
  listenerPort: PORT,
});
export const wireKeyOf = ({ regionId, loadBalancerId }: Subject) => ({
  RegionId: regionId,
  LoadBalancerId: loadBalancerId,
  ListenerPort: String(PORT),
});

export function createParameters(subject: Subject, tag: string): Record<string, string> {
  return { ...wireKeyOf(subject), BackendServerPort: '80', Bandwidth: '-1', Description: tag };
}

/** What may happen to the next call of this kind in the region, whoever makes it. */
export async function addFault(world: World, subject: Subject, what: What): Promise<void> {
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

/** Acts like an operator who confirms Sluice's warnings. */
export async function bySluice(
  world: World,
  subject: Subject,
  what: What,
): Promise<{ last: RequestedWrite; wasWarned: boolean }> {
  const tag = nextTag(world);
  const ask = async (isConfirmed: boolean): Promise<{ write: RequestedWrite; answer: Answer | null }> => {
    const write: RequestedWrite = {
      what,
      by: 'sluice',
      tag,
      outcome: null,
      requestedAt: Date.now(),
      endedAt: null,
      overAt: Infinity,
    };
    subject.history.push(write);
    const answer = await sendTo(world, subject, { what, tag, isConfirmed }).catch(() => null);
    write.endedAt = Date.now();
    write.outcome = answer?.kind ?? 'unknown';
    const mayBeLate = write.outcome === 'unknown' && subject.isEndless.has(what);
    // A killed process leaves its call in flight.
    const graceMillis = answer === null ? world.horizonMillis : 0;
    write.overAt = mayBeLate ? Infinity : write.endedAt + graceMillis;
    if (answer === null) world.quietAt = Math.max(world.quietAt, write.overAt);
    const said =
      answer === null ? 'no answer' : answer.kind === 'done' ? 'done' : `${answer.kind} ${answer.code}`;
    tell(world, subject, `${what} ${tag}${isConfirmed ? ', confirmed' : ''}: ${said}`);
    return { write, answer };
  };

  const { write, answer } = await ask(false);
  const wasWarned = answer?.kind === 'refused' && answer.code === 'Sluice.UnsettledWrite';
  const last = wasWarned ? (await ask(true)).write : write;
  if (last.outcome !== 'done') return { last, wasWarned };
  const undone = undoneOf(last, await read(world, subject), subject.history);
  if (undone !== null)
    world.wrong.push(`${subject.regionId}: ${what} ${tag} was reported as done, and ${undone}`);
  return { last, wasWarned };
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

export async function read(world: World, subject: Subject): Promise<State> {
  try {
    const answer = await world.slb('DescribeLoadBalancerTCPListenerAttribute', wireKeyOf(subject));
    return { exists: true, tag: String(answer['Description'] ?? ''), status: String(answer['Status']) };
  } catch {
    return { exists: false, tag: null, status: null };
  }
}

export function nextTag(world: World): string {
  world.tags += 1;
  return `write-${world.tags}`;
}

export function tell(world: World, subject: Subject, words: string): void {
  world.log.push(`${new Date().toISOString().slice(11, 23)} ${subject.regionId}: ${words}`);
}

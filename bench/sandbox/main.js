import { randomUUID } from 'node:crypto';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { ensureSandboxBuilt } from '../../scripts/lib/build.js';
import { median } from '../common/figures.js';
import { parseRounds } from '../common/rounds.js';
import { ask, drive } from './load.js';
import { printReport } from './report.js';
import { controlRequest, dynamoRequest, slbRequest } from './requests.js';
import { startBareHttp, startDynalite, startSandbox } from './servers.js';

const connections = 10;
const region = 'cn-hangzhou';

/** The seed `large` has fifty instances in each of six regions, with forty listeners each, on ports from 8000. */
const regions = [
  [region, 'bp1'],
  ['cn-shanghai', 'uf6'],
  ['cn-beijing', '2ze'],
  ['cn-shenzhen', 'wz9'],
  ['ap-southeast-1', 't4n'],
  ['eu-central-1', 'gw8'],
];
const instances = regions.flatMap(([regionId, infix]) =>
  Array.from({ length: 50 }, (_, index) => ({
    regionId,
    loadBalancerId: `lb-${infix}large${String(index).padStart(4, '0')}`,
    // Those with a fixed bandwidth take no listener without a cap.
    isUnlimited: index % 5 === 4 || index % 7 !== 3,
  })),
);
const unlimited = instances.filter(({ isUnlimited }) => isUnlimited);

/**
 * `npm run bench -- sandbox`: writes beside dynalite's, reads beside a bare node:http server's, pages beside pages of few
 * listeners, and the start beside dynalite's.
 *
 * @param {string[]} args `--rounds N`, 7 unless given
 */
export async function run(args) {
  const { values } = parseArgs({ args, options: { rounds: { type: 'string', default: '7' } } });
  const rounds = parseRounds(values.rounds);
  await ensureSandboxBuilt();

  const sandbox = await startSandbox('large');
  const memory = sandbox.residentMebibytes();
  const few = await startSandbox('empty');
  await fill(few.port);
  const dynalite = await startDynalite();
  await createTable(dynalite.port);
  const bare = await startBareHttp((await ask(sandbox.port, describe(0))).length);

  console.log(
    `${rounds} rounds, Node ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)} …`,
  );
  /** @type {Record<string, { own: number[], others: number[] }>} */
  const figures = {};
  /** @param {string} name @param {number} own @param {number} other */
  const note = (name, own, other) => {
    figures[name] ??= { own: [], others: [] };
    figures[name].own.push(own);
    figures[name].others.push(other);
  };
  // The first round warms both sides up and is not counted.
  for (let round = -1; round < rounds; round += 1) {
    const [create, put] = await alternate(
      round,
      async () => {
        await ask(sandbox.port, controlRequest('/_sandbox/reset', { seed: 'large' }));
        return await drive({ port: sandbox.port, requests: creations(), connections });
      },
      () => drive({ port: dynalite.port, requests: puts(), connections }),
    );
    const [read, constant] = await alternate(
      round,
      () => drive({ port: sandbox.port, requests: reads(), connections }),
      () => drive({ port: bare.port, requests: reads(), connections }),
    );
    const [many, hundred] = await alternate(
      round,
      () => pages(sandbox.port, 20),
      () => pages(few.port, 1),
    );
    const [ownStart, otherStart] = await alternate(
      round,
      () => timeOfStart(() => startSandbox('demo')),
      () => timeOfStart(startDynalite),
    );
    if (round < 0) continue;
    note('create', create.perSecond, put.perSecond);
    note('create-p99', create.p99Millis, put.p99Millis);
    note('read', read.perSecond, constant.perSecond);
    note('page', many, hundred);
    note('start', ownStart, otherStart);
  }
  printReport([
    { name: 'Create…TCPListener', unit: '1/s', peer: 'PutItem', target: { atLeast: 0.9 }, ...figures.create },
    {
      name: 'its 99th percentile',
      unit: 'ms',
      peer: 'PutItem',
      target: { atMost: 1.2 },
      ...figures['create-p99'],
    },
    {
      name: 'Describe…Attribute',
      unit: '1/s',
      peer: 'node:http',
      target: { atLeast: 0.5 },
      ...figures.read,
    },
    { name: 'page of 100 of 12,000', unit: 'ms', peer: 'of 100', target: { atMost: 2 }, ...figures.page },
    {
      name: 'start to first answer',
      unit: 'ms',
      peer: 'dynalite',
      target: { atMost: 1.5 },
      ...figures.start,
    },
  ]);
  console.log(
    `\nMedians and spread of ${rounds} rounds in turn, ${connections} connections. Ratio: median of the rounds' ratios.`,
  );
  console.log(
    `Memory with 12,000 listeners: ${memory.toFixed(0)} MiB after the start, ${sandbox.residentMebibytes().toFixed(0)} MiB at the end.`,
  );
  console.log(`Load of the machine at the end: ${loadavg()[0]?.toFixed(1)}.`);
  for (const server of [sandbox, few, dynalite, bare]) await server.stop();
}

/**
 * Who goes first changes from round to round.
 *
 * @template Own, Other
 * @param {number} round
 * @param {() => Promise<Own>} own
 * @param {() => Promise<Other>} other
 * @returns {Promise<[Own, Other]>}
 */
async function alternate(round, own, other) {
  if (round % 2 === 0) return [await own(), await other()];
  const second = await other();
  return [await own(), second];
}

/** Ten new listeners on each instance. */
function creations() {
  return Array.from({ length: 10 }, (_, offset) =>
    unlimited.map(({ regionId, loadBalancerId }) =>
      slbRequest('CreateLoadBalancerTCPListener', {
        RegionId: regionId,
        LoadBalancerId: loadBalancerId,
        ListenerPort: 100 + offset,
        BackendServerPort: 8080,
        Bandwidth: -1,
        Scheduler: 'wrr',
        HealthyThreshold: 3,
        UnhealthyThreshold: 3,
        Description: 'bench',
      }),
    ),
  ).flat();
}

/** As many items with as many attributes. */
function puts() {
  return creations().map((_, index) =>
    dynamoRequest('PutItem', {
      TableName: 'listeners',
      Item: {
        id: { S: `${randomUUID()}-${index}` },
        RegionId: { S: region },
        ListenerPort: { N: '100' },
        BackendServerPort: { N: '8080' },
        Bandwidth: { N: '-1' },
        Scheduler: { S: 'wrr' },
        HealthyThreshold: { N: '3' },
        UnhealthyThreshold: { N: '3' },
        Description: { S: 'bench' },
      },
    }),
  );
}

/** @param {number} index */
function describe(index) {
  const { regionId, loadBalancerId } = instances[index % instances.length];
  return slbRequest('DescribeLoadBalancerTCPListenerAttribute', {
    RegionId: regionId,
    LoadBalancerId: loadBalancerId,
    ListenerPort: 8000 + (Math.floor(index / instances.length) % 40),
  });
}

/** Half of all listeners. */
function reads() {
  return Array.from({ length: 6000 }, (_, index) => describe(index));
}

/**
 * Milliseconds a page, over all pages of the region, several times.
 *
 * @param {number} port
 * @param {number} count of pages that there are
 */
async function pages(port, count) {
  const times = [];
  for (let round = 0; round < Math.ceil(60 / count); round += 1) {
    let token;
    for (let page = 0; page < count; page += 1) {
      const request = slbRequest('DescribeLoadBalancerListeners', {
        RegionId: region,
        MaxResults: 100,
        ...(token !== undefined && { NextToken: token }),
      });
      const startedAt = performance.now();
      const body = await ask(port, request);
      times.push(performance.now() - startedAt);
      token = JSON.parse(body).NextToken;
    }
  }
  return median(times);
}

/** @param {() => Promise<import('./servers.js').Started>} start */
async function timeOfStart(start) {
  const server = await start();
  await server.stop();
  return server.startMillis;
}

/**
 * A hundred listeners, and nothing else in the region.
 *
 * @param {number} port
 */
async function fill(port) {
  for (let instance = 0; instance < 2; instance += 1) {
    const made = await ask(
      port,
      slbRequest('CreateLoadBalancer', {
        RegionId: region,
        AddressType: 'internet',
        LoadBalancerSpec: 'slb.s2.small',
      }),
    );
    const { LoadBalancerId: loadBalancerId } = JSON.parse(made);
    const requests = Array.from({ length: 50 }, (_, offset) =>
      slbRequest('CreateLoadBalancerTCPListener', {
        RegionId: region,
        LoadBalancerId: loadBalancerId,
        ListenerPort: 8000 + offset,
        BackendServerPort: 9000,
        Bandwidth: -1,
        Description: 'bench',
      }),
    );
    await drive({ port, requests, connections: 1 });
  }
}

/** @param {number} port */
async function createTable(port) {
  await ask(
    port,
    dynamoRequest('CreateTable', {
      TableName: 'listeners',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  for (;;) {
    const body = await ask(port, dynamoRequest('DescribeTable', { TableName: 'listeners' }));
    if (JSON.parse(body).Table.TableStatus === 'ACTIVE') return;
  }
}

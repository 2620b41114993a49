import 'server-only';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sql } from 'kysely';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { config } from '../config';
import { database } from '../db/database';
import { storageProblem } from '../db/storage';
import { waitingForInstances } from '../listeners/commands/instance-lock';
import { isInService, writesInFlight } from '../listeners/commands/writes-in-flight';
import { countRunStates } from '../runs/read-runs';
import { limiterState } from '../slb/limiter';
import { metrics } from '../telemetry/metrics';

/**
 * What monitors ask, whatever the Host they ask for: a container is probed at 127.0.0.1, and a scraper knows an address,
 * not the name. Health says one word; metrics ask for their token.
 */

const PATHS = ['/api/health/live', '/api/health/ready', '/api/metrics'] as const;

/** Whether `url` is one of the monitoring addresses. */
export function isMonitoring(url: string): boolean {
  return PATHS.some((path) => path === url);
}

/** Makes the function that answers requests to the monitoring addresses. */
export function createMonitoring(): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { metricsToken } = config();
  const gauges = metricsToken === null ? null : createGauges();
  return async (request, response) => {
    response.setHeader('cache-control', 'no-store');
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(response, 405, '');
    if (request.url === '/api/health/live') return answer(response, 200, 'live\n');
    if (request.url === '/api/health/ready') {
      const problem = await readinessProblem();
      return answer(response, problem === null ? 200 : 503, `${problem ?? 'ready'}\n`);
    }
    if (metricsToken === null || gauges === null) return answer(response, 404, '');
    if (!isSame(request.headers.authorization ?? '', `Bearer ${metricsToken}`)) {
      response.setHeader('www-authenticate', 'Bearer');
      return answer(response, 401, '');
    }
    const all = Registry.merge([metrics().registry, gauges]);
    response.setHeader('content-type', all.contentType);
    answer(response, 200, await all.metrics());
  };
}

function answer(response: ServerResponse, status: number, body: string): void {
  if (!response.hasHeader('content-type')) response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.writeHead(status).end(body);
}

/** Why a load balancer should send no requests here; null if it should. */
async function readinessProblem(): Promise<string | null> {
  if (!isInService()) return 'stopping';
  try {
    await sql`select 1`.execute(await database());
    return null;
  } catch {
    return storageProblem()?.kind === 'unreachable'
      ? 'the database cannot be reached'
      : 'the database cannot be read';
  }
}

/** Compares in a time that does not depend on where the two differ. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/** What is read when it is asked for. */
function createGauges(): Registry {
  const registry = new Registry();
  // Memory, CPU and the event loop's lag.
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, value: () => number): void => {
    const collect = function (this: Gauge): void {
      this.set(value());
    };
    registry.registerMetric(new Gauge({ name, help, registers: [], collect }));
  };
  gauge('sluice_slb_calls_running', 'Calls to SLB in progress', () => limiterState().running);
  gauge(
    'sluice_slb_reads_per_second_limit',
    'Reads a second that SLB accepts; 0 while it throttles none',
    () => limiterState().readsPerSecond ?? 0,
  );
  gauge(
    'sluice_instance_lock_waiting',
    'Changes that wait for another on their instance',
    waitingForInstances,
  );
  gauge('sluice_writes_in_flight', 'Changes whose outcome is awaited', () => writesInFlight().count);
  const waiting = new Gauge({
    name: 'sluice_slb_calls_waiting',
    help: 'Calls to SLB that wait for their turn',
    labelNames: ['priority'],
    registers: [],
    collect() {
      for (const [priority, count] of Object.entries(limiterState().waiting)) this.set({ priority }, count);
    },
  });
  // All metrics of a scrape are collected at the same time: what two of them need is counted once.
  let counting: ReturnType<typeof countRunStates> | null = null;
  const counted = () => (counting ??= countRunStates().finally(() => (counting = null)));
  const rows = new Gauge({
    name: 'sluice_run_rows',
    help: 'Listeners of bulk actions in progress, by state',
    labelNames: ['state'],
    registers: [],
    async collect() {
      const states = (await counted()).rows;
      this.reset();
      for (const [state, count] of states) this.set({ state }, count);
    },
  });
  const runs = new Gauge({
    name: 'sluice_runs',
    help: 'Bulk actions by state',
    labelNames: ['state'],
    registers: [],
    async collect() {
      const { inProgress, ended } = await counted();
      this.set({ state: 'in_progress' }, inProgress);
      this.set({ state: 'ended' }, ended);
    },
  });
  for (const each of [waiting, runs, rows]) registry.registerMetric(each);
  return registry;
}

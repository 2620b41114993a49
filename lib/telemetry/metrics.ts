import 'server-only';
import { Gauge, Histogram, Registry } from 'prom-client';
import { config } from '@/lib/config';

/** What the process measures as it works. `GET /api/metrics` adds what can be read when it is asked (lib/web). */
export type Metrics = {
  registry: Registry;
  /** Answered requests, by kind and status. */
  requests: Histogram<'kind' | 'status'>;
  /** Calls to SLB as sent, each attempt of its own: `outcome` is `ok` or the kind of failure. */
  slbCalls: Histogram<'action' | 'outcome'>;
  /** Times rather than ages, which would stand still when Sluice does. */
  inventoryReadAt: Gauge<'region' | 'account'>;
  healthObservedAt: Gauge<'region' | 'account'>;
};

// On globalThis because a Next server may load one module twice, and the server around Next is a bundle of its own.
const held: typeof globalThis & { sluiceMetrics?: Metrics } = globalThis;

/** The metrics of this process. */
export function metrics(): Metrics {
  return (held.sluiceMetrics ??= newMetrics());
}

function newMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const buckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
  return {
    registry,
    requests: new Histogram({
      name: 'sluice_request_duration_seconds',
      help: 'Requests by kind (page, data, action, file, monitoring) and status',
      labelNames: ['kind', 'status'],
      buckets,
      registers,
    }),
    slbCalls: new Histogram({
      name: 'sluice_slb_call_duration_seconds',
      help: 'Calls to SLB by action and outcome, each attempt of its own',
      labelNames: ['action', 'outcome'],
      buckets,
      registers,
    }),
    inventoryReadAt: new Gauge({
      name: 'sluice_inventory_read_timestamp_seconds',
      help: 'When the last full read of a region began',
      labelNames: ['region', 'account'],
      registers,
    }),
    healthObservedAt: new Gauge({
      name: 'sluice_health_observed_timestamp_seconds',
      help: 'When backend health of any instance of a region was last observed',
      labelNames: ['region', 'account'],
      registers,
    }),
  };
}

/** A region of the current account; the account is not named where there is only one. */
export function regionLabels(region: string): { region: string; account?: string } {
  const { account } = config();
  return account === null ? { region } : { region, account };
}

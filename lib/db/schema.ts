import type { Generated } from 'kysely';

/** The tables of the application's database. Times are ISO 8601 texts in UTC; what varies in shape is JSON text. */
export type DatabaseSchema = { activity: ActivityTable };

/** Append-only: triggers refuse to change or remove a row. */
export type ActivityTable = {
  id: Generated<number>;
  at: string;
  actor: string;
  operation: string;
  region_id: string;
  load_balancer_id: string;
  listener_port: number;
  before_json: string;
  after_json: string;
  outcome: 'succeeded' | 'refused' | 'unknown';
  code: string | null;
  message: string | null;
  request_id: string | null;
  duration_millis: number;
  from_address: string | null;
};

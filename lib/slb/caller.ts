import 'server-only';
import type { CloudConnection } from '@/lib/cloud-settings';
import { credentialsOf } from './credentials';
import { callerIdentity, type CallerIdentity, type StsResult } from './sts';

/** A page asks at every request: an STS that does not answer must not make each of them wait. */
const KEEP_FAILURE_MILLIS = 30_000;

type Known = { result: Promise<StsResult<CallerIdentity>>; at: number; hasFailed: boolean };

// On globalThis because a Next server may load one module twice. By key id: the account of a key never changes.
const held: typeof globalThis & { sluiceCallers?: Map<string, Known> } = globalThis;

/** The sessions of a role have a key id each: older ones are forgotten. */
const MAX_KNOWN = 100;

/** Whose credentials are used, as STS says; the last answer for the key pair if there was one. */
export async function callerOf(connection: CloudConnection): Promise<StsResult<CallerIdentity>> {
  const credentials = await credentialsOf(connection);
  if (!credentials.ok) return credentials;
  const callers = (held.sluiceCallers ??= new Map<string, Known>());
  const { accessKeyId } = credentials.secrets;
  const known = callers.get(accessKeyId);
  const isOver = known?.hasFailed === true && performance.now() - known.at >= KEEP_FAILURE_MILLIS;
  if (known !== undefined && !isOver) return known.result;
  callers.delete(accessKeyId);
  const [oldest] = callers.keys();
  if (callers.size >= MAX_KNOWN && oldest !== undefined) callers.delete(oldest);
  const attempt: Known = {
    result: callerIdentity(connection, credentials.secrets),
    at: performance.now(),
    hasFailed: false,
  };
  callers.set(accessKeyId, attempt);
  const result = await attempt.result;
  attempt.hasFailed = !result.ok;
  return result;
}

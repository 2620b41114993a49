import 'server-only';
import { z } from 'zod';
import type { AssumedRole, CloudConnection } from '@/lib/cloud-settings';
import { malformed } from './errors';
import type { Secrets } from './redact';
import type { SlbFailure } from './result';
import { sendOnce, type AttemptResult, type Service } from './transport';

/** The Security Token Service (cloud-api.md 5.2): who calls, and temporary keys of a role. */
const STS: Service = { version: '2015-04-01', ramPrefix: 'sts' };

const TIMEOUT_MILLIS = 10_000;

/** Whose key pair it is. `identityType` is `Account`, `RAMUser`, `AssumedRoleUser`, or what STS may add. */
export type CallerIdentity = { accountId: string; arn: string; identityType: string };

const identitySchema = z
  .object({ AccountId: z.string().min(1), Arn: z.string(), IdentityType: z.string().catch('') })
  .transform(({ AccountId, Arn, IdentityType }) => ({
    accountId: AccountId,
    arn: Arn,
    identityType: IdentityType,
  }));

/** A temporary key pair. `lifetimeMillis`: how long it was valid when STS issued it. */
export type RoleSession = { secrets: Secrets; lifetimeMillis: number };

const sessionSchema = z.object({
  Credentials: z.object({
    AccessKeyId: z.string().min(1),
    AccessKeySecret: z.string().min(1),
    SecurityToken: z.string().min(1),
    Expiration: z.string().transform(Date.parse).pipe(z.number()),
  }),
});

export type StsResult<T> = { ok: true; value: T } | { ok: false; failure: SlbFailure };

/** Whose key pair this is. Needs no permission. */
export function callerIdentity(
  connection: CloudConnection,
  secrets: Secrets,
): Promise<StsResult<CallerIdentity> & { serverAheadMillis?: number | null }> {
  return callSts(connection, secrets, 'GetCallerIdentity', {}, (body) => identitySchema.safeParse(body));
}

/** Exchanges a key pair for a temporary one of a role. */
export async function assumeRole(
  connection: CloudConnection,
  secrets: Secrets,
  { arn, sessionName, externalId }: AssumedRole,
): Promise<StsResult<RoleSession>> {
  const parameters = {
    RoleArn: arn,
    RoleSessionName: sessionName,
    ...(externalId !== null && { ExternalId: externalId }),
  };
  const result = await callSts(connection, secrets, 'AssumeRole', parameters, (body) =>
    sessionSchema.safeParse(body),
  );
  if (!result.ok) return result;
  const { AccessKeyId, AccessKeySecret, SecurityToken, Expiration } = result.value.Credentials;
  // By the clock of STS, because this machine's may differ.
  const issuedAtMillis = Date.now() + (result.serverAheadMillis ?? 0);
  return {
    ok: true,
    value: {
      secrets: {
        accessKeyId: AccessKeyId,
        accessKeySecret: AccessKeySecret,
        securityToken: SecurityToken,
      },
      lifetimeMillis: Math.max(0, Expiration - issuedAtMillis),
    },
  };
}

async function callSts<T>(
  connection: CloudConnection,
  secrets: Secrets,
  action: string,
  parameters: Record<string, string>,
  parse: (body: unknown) => z.ZodSafeParseResult<T>,
): Promise<StsResult<T> & { serverAheadMillis?: number | null }> {
  const attempt: AttemptResult = await sendOnce({
    connection,
    service: STS,
    endpoint: { protocol: 'https', host: connection.stsHost },
    secrets,
    action,
    parameters,
    effect: 'read',
    timeoutMillis: TIMEOUT_MILLIS,
  });
  if (!attempt.ok) return { ok: false, failure: attempt.failure };
  const parsed = parse(attempt.body);
  return parsed.success
    ? { ok: true, value: parsed.data, serverAheadMillis: attempt.serverAheadMillis }
    : { ok: false, failure: malformed('read', `of STS, ${action}`) };
}

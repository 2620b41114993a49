import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { signatureOf } from './signatures';

/** A key pair of an account; with a token, a temporary one. */
export type CloudKey = {
  accountId: string;
  accessKeySecret: string;
  arn: string;
  identityType: 'Account' | 'RAMUser' | 'AssumedRoleUser';
  securityToken?: string;
  expiresAtMillis?: number;
  isActive?: boolean;
};

/** A role: whom it trusts, on which condition, and for how long a session of it is valid. */
export type Role = { trusts: readonly string[]; externalId?: string; sessionMillis: number };

type Call = { action: string; accessKeyId: string; parameters: Record<string, string> };

type Options = {
  keys: ReadonlyMap<string, CloudKey>;
  roles: ReadonlyMap<string, Role>;
  addKey: (accessKeyId: string, key: CloudKey) => Promise<void>;
  nowMillis: () => number;
};

class Rejected extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** STS 2015-04-01 (cloud-api.md 5.2): checks signatures, tokens and times, and issues sessions that the sandbox takes. */
export function securityTokenService({ keys, roles, addKey, nowMillis }: Options) {
  const calls: Call[] = [];

  function authenticated(incoming: IncomingMessage, url: URL, body: string): [string, CloudKey] {
    const signed = signatureOf({ url, headers: incoming.headers, body });
    const key = keys.get(signed?.accessKeyId ?? '');
    if (signed === null || key === undefined)
      throw new Rejected(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
    if (key.isActive === false)
      throw new Rejected(400, 'InvalidAccessKeyId.Inactive', 'Specified access key is disabled.');
    if (key.securityToken !== undefined && signed.token !== key.securityToken)
      throw new Rejected(400, 'InvalidSecurityToken.Malformed', 'Specified SecurityToken is malformed.');
    if (key.expiresAtMillis !== undefined && nowMillis() >= key.expiresAtMillis)
      throw new Rejected(400, 'InvalidSecurityToken.Expired', 'Specified SecurityToken is expired.');
    if (Math.abs(Date.parse(signed.timestamp) - nowMillis()) > 15 * 60_000)
      throw new Rejected(400, 'InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.');
    if (!signed.isSignedWith(key.accessKeySecret))
      throw new Rejected(
        400,
        'SignatureDoesNotMatch',
        `Specified signature is not matched with our calculation. server string to sign is:${signed.accessKeyId}`,
      );
    return [signed.accessKeyId, key];
  }

  async function assumeRole(caller: CloudKey, parameters: Record<string, string>) {
    const { RoleArn: arn = '', RoleSessionName: name = '', ExternalId: externalId } = parameters;
    const role = roles.get(arn);
    if (role === undefined) throw new Rejected(404, 'EntityNotExist.Role', 'The role does not exist.');
    if (!role.trusts.includes(caller.accountId) || role.externalId !== externalId)
      throw new Rejected(
        403,
        'NoPermission',
        'You are not authorized to do this action. You should be authorized by RAM.',
      );
    const [, accountId = ''] = /^acs:ram::(\d+):/.exec(arn) ?? [];
    const accessKeyId = `STS.${randomUUID()}`;
    const session: CloudKey = {
      accountId,
      accessKeySecret: randomUUID(),
      securityToken: `token-${randomUUID()}`,
      arn: `${arn}/${name}`,
      identityType: 'AssumedRoleUser',
      expiresAtMillis: nowMillis() + role.sessionMillis,
    };
    await addKey(accessKeyId, session);
    return {
      Credentials: {
        AccessKeyId: accessKeyId,
        AccessKeySecret: session.accessKeySecret,
        SecurityToken: session.securityToken,
        Expiration: new Date(nowMillis() + role.sessionMillis).toISOString(),
      },
      AssumedRoleUser: { Arn: session.arn, AssumedRoleId: `30000:${name}` },
    };
  }

  async function answered(incoming: IncomingMessage): Promise<object> {
    const url = new URL(incoming.url ?? '/', 'http://localhost');
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const parameters = Object.fromEntries([...url.searchParams, ...new URLSearchParams(body)]);
    const action = String(incoming.headers['x-acs-action'] ?? parameters['Action']);
    const [accessKeyId, caller] = authenticated(incoming, url, body);
    calls.push({ action, accessKeyId, parameters });
    if (action === 'AssumeRole') return assumeRole(caller, parameters);
    const { accountId, arn, identityType } = caller;
    return {
      AccountId: accountId,
      Arn: arn,
      IdentityType: identityType,
      PrincipalId: '20000',
      UserId: '20000',
    };
  }

  return {
    calls,
    answer: async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
      const RequestId = randomUUID().toUpperCase();
      const send = (status: number, fields: object): void => {
        outgoing.writeHead(status, {
          'content-type': 'application/json;charset=utf-8',
          date: new Date(nowMillis()).toUTCString(),
        });
        outgoing.end(JSON.stringify({ RequestId, ...fields }));
      };
      try {
        send(200, await answered(incoming));
      } catch (error) {
        if (!(error instanceof Rejected)) throw error;
        send(error.status, { HostId: 'sts.aliyuncs.com', Code: error.code, Message: error.message });
      }
    },
  };
}

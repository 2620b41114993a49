import { expect } from 'vitest';
import {
  HANGZHOU,
  outcomeOf,
  type Body,
  type Outcome,
  type Parameters,
  type TestSandbox,
} from './test-sandbox';

/** Rejections that many calls share, as they must read on the wire. */
export const INVALID = [400, 'InvalidParameter', 'The specified parameter is not valid.'] as const;
export const INCOMPLETE = [
  400,
  'MissingParameter',
  'The combination of some parameters violates the spec.',
] as const;
export const NO_INSTANCE = [
  404,
  'InvalidLoadBalancerId.NotFound',
  'The specified LoadBalancerId does not exist.',
] as const;
export const NO_V_SERVER_GROUP = [
  404,
  'InvalidParameter',
  'The specified VServerGroupId does not exist.',
] as const;
export const NO_PRIMARY_SECONDARY_GROUP = [
  404,
  'InvalidParameter',
  'The specified MasterSlaveServerGroupId does not exist.',
] as const;
export const NO_LIST = [400, 'AclNotExist', 'Acl does not exist.'] as const;

export function mandatory(name: string) {
  return [400, `Missing${name}`, `${name} is mandatory for this action.`] as const;
}

/** Calls in cn-hangzhou, unless they say another region. */
export function callsOf(sandbox: () => TestSandbox) {
  const send = (action: string, parameters: Parameters) =>
    sandbox().call(action, { RegionId: HANGZHOU, ...parameters });
  return {
    /** The answer of a call that must succeed. */
    ask: async (action: string, parameters: Parameters = {}): Promise<Body> => {
      const { body } = await send(action, parameters);
      expect(body).not.toHaveProperty('Code');
      return body;
    },

    /** What came of a call: status, code and message of a rejection. */
    outcome: async (action: string, parameters: Parameters = {}): Promise<Outcome> =>
      outcomeOf(await send(action, parameters)),

    /** The body in XML, without the RequestId, which differs each time. */
    xml: async (action: string, parameters: Parameters = {}): Promise<string> => {
      const reply = await sandbox().callV1(action, { RegionId: HANGZHOU, ...parameters }, { Format: 'XML' });
      expect(reply.headers['content-type']).toBe('text/xml;charset=utf-8');
      return reply.text
        .replace("<?xml version='1.0' encoding='UTF-8' ?>", '')
        .replace(/<RequestId>[0-9A-F-]{36}<\/RequestId>/, '');
    },
  };
}

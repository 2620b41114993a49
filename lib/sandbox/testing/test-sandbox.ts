import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { startSandbox, type RunningSandbox, type SandboxOptions } from '../sandbox';
import type { SeedName } from '../seeds/seeds';
import type { Settings } from '../settings';
import { sendRaw, type RawReply } from './http';
import { commonV1, headersV3, queryOf, signatureV1, type WireParameters } from './sign';

export const KEY_ID = 'LTAI5tSluiceSandbox00001';
export const KEY_SECRET = 'sluice-sandbox-secret';

/** The reference's own example instance. */
export const EDGE = 'lb-bp1b6c719dfa08exfuca5';
export const HANGZHOU = 'cn-hangzhou';

/** A JSON answer, loosely typed: tests state what they expect of it. */
export type Body = { readonly [name: string]: unknown };
export type Reply = { readonly status: number; readonly headers: RawReply['headers']; readonly body: Body };

export type Parameters = Readonly<Record<string, string | number>>;

export type TestSandbox = Awaited<ReturnType<typeof startTestSandbox>>;

type Options = {
  readonly seed?: SeedName;
  readonly settings?: Partial<Settings>;
  readonly securityToken?: string;
  readonly defaultRegionId?: string;
  readonly tls?: SandboxOptions['tls'];
};

/** For the top of a test file: one such sandbox for as long as its tests run. What is answered can be used within them. */
export function testSandbox(options?: Options): TestSandbox {
  let started: TestSandbox;
  beforeAll(async () => {
    started = await startTestSandbox(options);
  });
  afterAll(() => started.close());
  return new Proxy({} as TestSandbox, { get: (_, name) => Reflect.get(started, name) as unknown });
}

/** A sandbox of its own folder on a free port, with a clock that the test turns. */
export async function startTestSandbox(options: Options = {}) {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'slb-sandbox-'));
  const clock = { millis: Date.parse('2026-11-23T12:00:00Z') };
  const start = async (more: Partial<SandboxOptions> = {}): Promise<RunningSandbox> => {
    const started = await startSandbox({
      port: 0,
      dataDir,
      seed: options.seed ?? 'demo',
      accessKeyId: KEY_ID,
      accessKeySecret: KEY_SECRET,
      settings: options.settings,
      securityToken: options.securityToken,
      defaultRegionId: options.defaultRegionId,
      tls: options.tls,
      now: () => clock.millis,
      ...more,
    });
    if (!started.ok) throw new Error(started.message);
    return started.sandbox;
  };
  let running = await start();
  const keys = () => ({ accessKeyId: KEY_ID, accessKeySecret: KEY_SECRET, nowMillis: clock.millis });

  const test = {
    clock,
    dataDir,
    get port(): number {
      return running.port;
    },

    /** One version 3 call over POST, as the SDK sends it; fails the test when the connection is dropped. */
    call: async (action: string, parameters: Parameters = {}): Promise<Reply> => {
      const reply = await test.tryCall(action, parameters);
      if (reply === null) throw new Error(`${action} was dropped`);
      return reply;
    },

    /** As `call`, or null when the connection is dropped. */
    tryCall: async (action: string, parameters: Parameters = {}): Promise<Reply | null> => {
      const wire = wireOf(parameters);
      const headers = headersV3({
        ...keys(),
        method: 'POST',
        host: `127.0.0.1:${running.port}`,
        action,
        parameters: wire,
        body: '',
      });
      const reply = await sendRaw({
        port: running.port,
        method: 'POST',
        path: `/?${queryOf(wire)}`,
        headers,
      });
      return reply === null ? null : { ...reply, body: parse(reply.text) };
    },

    /** One version 1 call. `overrides` replaces common parameters, or leaves out those that are undefined. */
    callV1: async (
      action: string,
      parameters: Parameters | WireParameters = {},
      overrides: Readonly<Record<string, string | undefined>> = {},
      how: { readonly method?: string; readonly secret?: string } = {},
    ): Promise<RawReply> => {
      const method = how.method ?? 'GET';
      const all = [...commonV1(action, keys(), overrides), ...wireOf(parameters)];
      const signed = [...all, ['Signature', signatureV1(method, all, how.secret ?? KEY_SECRET)] as const];
      return await test.send({ method, path: `/?${queryOf(signed)}` });
    },

    send: async (raw: {
      readonly method: string;
      readonly path: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }): Promise<RawReply> => {
      const reply = await sendRaw({ port: running.port, ...raw });
      if (reply === null) throw new Error(`${raw.method} ${raw.path} was dropped`);
      return reply;
    },

    /** A request to control, with a JSON body where one is given. */
    control: async (method: string, name: string, body?: unknown): Promise<Reply> => {
      const reply = await test.send({
        method,
        path: `/_sandbox/${name}`,
        ...(body !== undefined && {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      });
      return { ...reply, body: parse(reply.text) };
    },

    /** Ends and starts the sandbox on the same folder. */
    restart: async (more?: Partial<SandboxOptions>): Promise<void> => {
      await running.close();
      running = await start(more);
    },

    close: async (): Promise<void> => {
      await running.close();
      await rm(dataDir, { recursive: true });
    },
  };
  return test;
}

function wireOf(parameters: Parameters | WireParameters): WireParameters {
  return isWire(parameters)
    ? parameters
    : Object.entries(parameters).map(([name, value]) => [name, String(value)] as const);
}

function isWire(parameters: Parameters | WireParameters): parameters is WireParameters {
  return Array.isArray(parameters);
}

export function parse(text: string): Body {
  return JSON.parse(text) as Body;
}

/** Follows names and indices into an answer: `at(body, 'Regions', 'Region', 0)`. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>((inner, step) => (inner as Record<string | number, unknown>)[step], value);
}

/** The list at a place of an answer. */
export function listAt(value: unknown, ...path: (string | number)[]): Body[] {
  const list = at(value, ...path);
  if (!Array.isArray(list)) throw new Error(`There is no list at ${path.join('.')}`);
  return list as Body[];
}

const REQUEST_ID = /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/;

export type Outcome = 'done' | 'answered' | readonly [httpStatus: number, code: unknown, message: unknown];

/**
 * What came of a call: a rejection by HTTP status, code and message; `done` for a success that answers only its
 * RequestId; `answered` for one that answers more.
 */
export function outcomeOf(reply: Reply): Outcome {
  if (!REQUEST_ID.test(String(reply.body.RequestId))) throw new Error('The answer has no RequestId');
  if (reply.status !== 200) return [reply.status, reply.body.Code, reply.body.Message];
  return Object.keys(reply.body).length === 1 ? 'done' : 'answered';
}

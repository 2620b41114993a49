import { afterEach, expect, test, vi } from 'vitest';
import { forgetConfig } from '../config';
import { newLog } from './log';
import { withRequestId } from './request-id';

afterEach(() => {
  vi.unstubAllEnvs();
  forgetConfig();
});

const SECRETS = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI5tPlanted0001',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'planted "secret"',
  ALIBABA_CLOUD_SECURITY_TOKEN: 'planted-token',
  SLUICE_METRICS_TOKEN: 'planted-metrics-token',
};

/** What `write` writes to a log, line by line. */
function linesOf(env: Record<string, string>, write: (log: ReturnType<typeof newLog>) => void): string[] {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  forgetConfig();
  const lines: string[] = [];
  write(newLog(SECRETS, { write: (line) => void lines.push(line) }));
  return lines;
}

const NETWORK = { SLUICE_URL: 'https://sluice.example.com' };

test('a line is one JSON object with its time and level', () => {
  const lines = linesOf(NETWORK, (log) => log.info({ id: 'a' }, 'request'));
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    id: 'a',
    msg: 'request',
  });
});

test('a line names the request it was written for, however deep in its work', async () => {
  const lines = linesOf(NETWORK, () => {});
  const log = newLog({}, { write: (line) => void lines.push(line) });
  await withRequestId('request-17', async () => {
    await Promise.resolve();
    log.info({ entry: 3 }, 'activity');
  });
  log.info('later');
  const read = lines.map((line): unknown => JSON.parse(line));
  expect(read).toMatchObject([{ id: 'request-17', entry: 3 }, { msg: 'later' }]);
  expect(read[1]).not.toHaveProperty('id');
});

test('nothing is written on loopback, nor below the level that is set', () => {
  const write = (log: ReturnType<typeof newLog>): void => {
    log.info('a');
    log.error('b');
  };
  expect(linesOf({}, write)).toEqual([]);
  expect(linesOf({ ...NETWORK, SLUICE_LOG_LEVEL: 'error' }, write)).toHaveLength(1);
  expect(linesOf({ ...NETWORK, SLUICE_LOG_LEVEL: 'silent' }, write)).toEqual([]);
});

test('no secret is in a line, wherever it was', () => {
  const lines = linesOf(NETWORK, (log) => {
    for (const secret of Object.values(SECRETS)) {
      log.error({ path: `/${secret}`, err: new Error(`Signed with ${secret}.`) }, `It says ${secret}`);
      log.info({ nested: [{ [secret]: secret }] });
    }
    log.info('authorization: ACS3-HMAC-SHA256 Credential=abc,Signature=def');
    log.info('?AccessKeyId=LTAI5tOther&Signature=abcdef');
    log.info('authorization: Bearer abcdef');
  });
  expect(lines).toHaveLength(11);
  expect(lines.join('')).not.toMatch(/planted|LTAI|abc|def/i);
  for (const line of lines) expect(() => void JSON.parse(line)).not.toThrow(SyntaxError);
});

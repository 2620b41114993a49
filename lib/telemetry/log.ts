import 'server-only';
import { type DestinationStream, type Logger, pino } from 'pino';
import { config } from '../config';
import { currentRequestId } from './request-id';

/** Signatures and keys, in whatever text they are. */
const SIGNING =
  /\bACS3-HMAC-SHA256\b[^"]*|\b(?:Signature|Credential|AccessKeyId|SecurityToken|Bearer)[=\s][^\s"&,]+/gi;

/** Variables whose values nobody may read. Shorter ones are no secrets, and parts of ordinary words. */
const SECRET_NAME = /SECRET|TOKEN|PASSWORD|ACCESS_KEY_ID|OTLP_(?:TRACES_)?HEADERS/;
const LEAST_SECRET = 8;

// On globalThis because the server around Next and the pages are two bundles, and both write to one log.
const held: typeof globalThis & { sluiceLog?: Logger } = globalThis;

/**
 * The log: one JSON object a line, on standard output. Silent on loopback, where whoever started Sluice looks at its
 * pages.
 */
export function log(): Logger {
  return (held.sluiceLog ??= newLog(process.env));
}

/** A log that writes to `destination`. No line contains the value of a secret of `environment`, wherever it comes from. */
export function newLog(
  environment: Readonly<Record<string, string | undefined>>,
  destination?: DestinationStream,
): Logger {
  const { url, logLevel } = config();
  const secrets = Object.entries(environment).flatMap(([name, value]) =>
    SECRET_NAME.test(name) && value !== undefined && value.length >= LEAST_SECRET
      ? [JSON.stringify(value).slice(1, -1)]
      : [],
  );
  const options = {
    level: url === null ? 'silent' : logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => ({ id: currentRequestId() }),
    formatters: { level: (level: string) => ({ level }) },
    hooks: {
      // Of the finished line: a message of somebody else's error is no field that could be named beforehand.
      streamWrite: (line: string) =>
        secrets.reduce((safe, secret) => safe.replaceAll(secret, '…'), line.replace(SIGNING, '…')),
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

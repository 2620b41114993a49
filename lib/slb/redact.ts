import { inputLimits } from '../input-limits';

/** The parts of a key pair, as far as they are known; none may ever be shown. */
export type Secrets = { accessKeyId: string; accessKeySecret: string; securityToken?: string | undefined };

// SignatureDoesNotMatch echoes what the server signed, which holds the key id and every parameter (slb-api.md 1.6).
const echoOfSigning = /\bserver\s*(string\s*to\s*sign|canonical\s*request)\b/i;
const addresses = /\bhttps?:\/\/\S+/gi;
const authorization = /\b(ACS3-HMAC-SHA256\b.*|(Signature|Credential|AccessKeyId|SecurityToken)=\S*)/gis;

/**
 * A message of the service, fit to be shown and logged: without the echo of what was signed, without addresses, without anything of
 * the key pair that signed the call.
 */
export function redact(message: string, secrets: Secrets): string {
  const echo = echoOfSigning.exec(message);
  let safe = echo === null ? message : message.slice(0, echo.index);
  safe = safe.replace(addresses, '…').replace(authorization, '…');
  for (const secret of [secrets.accessKeySecret, secrets.securityToken, secrets.accessKeyId]) {
    if (secret) safe = safe.replaceAll(secret, '…');
  }
  return safe.trim();
}

/** A message of the service as it is shown and kept: whole, or cut where no reader follows any more, and then it says so. */
export function bounded(message: string): string {
  const beyond = message.length - inputLimits.messageLength;
  if (beyond <= 0) return message;
  // Half a character is none.
  const kept = message.slice(0, inputLimits.messageLength).replace(/[\ud800-\udbff]$/, '');
  return `${kept}… [cut by Sluice: ${beyond} more characters]`;
}

import { inputLimits } from '../input-limits';

/** The parts of a key pair, as far as they are known. None may ever be shown. */
export type Secrets = { accessKeyId: string; accessKeySecret: string; securityToken?: string | undefined };

// SignatureDoesNotMatch echoes what the server signed, which contains the key id and every parameter (slb-api.md 1.6).
const echoOfSigning = /\bserver\s*(string\s*to\s*sign|canonical\s*request)\b/i;
const addresses = /\bhttps?:\/\/\S+/gi;
const authorization = /\b(ACS3-HMAC-SHA256\b.*|(Signature|Credential|AccessKeyId|SecurityToken)=\S*)/gis;

/**
 * A service message that is safe to show and log: without the echo of what was signed, without URLs, without any part
 * of the key pair that signed the call.
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

/** A service message as shown and stored: complete, or cut beyond what anyone reads, and then it says so. */
export function bounded(message: string): string {
  const beyond = message.length - inputLimits.messageLength;
  if (beyond <= 0) return message;
  // Do not cut a surrogate pair in half.
  const kept = message.slice(0, inputLimits.messageLength).replace(/[\ud800-\udbff]$/, '');
  return `${kept}… [cut by Sluice: ${beyond} more characters]`;
}

import { describe, expect, it } from 'vitest';
import { inputLimits } from '../input-limits';
import { bounded, redact } from './redact';

const secrets = {
  accessKeyId: 'LTAI5tSluiceSandbox00001',
  accessKeySecret: 'sluice-sandbox-secret',
  securityToken: 'CAIS-token',
};

describe('a message that may be shown', () => {
  it('ends before the echo of what the server signed', () => {
    const message =
      'Specified signature is not matched with our calculation. server string to sign is:POST&%2F&AccessKeyId%3DLTAI5t';
    expect(redact(message, secrets)).toBe('Specified signature is not matched with our calculation.');
  });

  it('also ends there in the newer wordings, over several lines', () => {
    expect(redact('No match. Server StringToSign is:[ACS3-HMAC-SHA256\nabc]', secrets)).toBe('No match.');
    expect(redact('No match. server CanonicalRequest is\nPOST\n/\nA=1', secrets)).toBe('No match.');
  });

  it('contains nothing of the key pair', () => {
    const message = 'Key LTAI5tSluiceSandbox00001, secret sluice-sandbox-secret, token CAIS-token.';
    expect(redact(message, secrets)).toBe('Key …, secret …, token ….');
  });

  it('contains no URL and no signature', () => {
    const message = 'See https://help.aliyun.com/x?Signature=abc and Signature=abc%3D now';
    expect(redact(message, secrets)).toBe('See … and … now');
    expect(redact('Got ACS3-HMAC-SHA256 Credential=a,SignedHeaders=b,Signature=c', secrets)).toBe('Got …');
  });

  it('is otherwise as the service worded it', () => {
    const message =
      'The specified Bandwidth is invalid. It exceeds the maximum bandwidth available to the instance.';
    expect(redact(message, secrets)).toBe(message);
  });
});

describe('a long message', () => {
  it('is kept in full up to a limit, and then says how much was cut', () => {
    const whole = 'x'.repeat(inputLimits.messageLength);
    expect(bounded(whole)).toBe(whole);
    expect(bounded(`${whole}y`)).toBe(`${whole}… [cut by Sluice: 1 more characters]`);
    expect(bounded(`${whole.slice(1)}\u{1F600}`)).not.toMatch(/[\ud800-\udbff]…/);
  });
});

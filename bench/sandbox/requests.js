import { createHash, createHmac, randomUUID } from 'node:crypto';

export const accessKeyId = 'LTAI5tSluiceSandbox00001';
const accessKeySecret = 'sluice-sandbox-secret';

const emptyHash = createHash('sha256').digest('hex');

/**
 * One call of the SLB API as the vendor's SDK sends it: version 3, POST, everything in the query.
 *
 * @param {string} action
 * @param {Record<string, string | number>} [parameters] values without characters that need encoding
 */
export function slbRequest(action, parameters = {}) {
  const query = Object.entries(parameters)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const signed = {
    host: '127.0.0.1',
    'x-acs-action': action,
    'x-acs-content-sha256': emptyHash,
    'x-acs-date': new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-version': '2014-05-15',
  };
  const headers = Object.entries(signed).map(([name, value]) => `${name}:${value}\n`);
  const names = Object.keys(signed).join(';');
  const canonical = `POST\n/\n${query}\n${headers.join('')}\n${names}\n${emptyHash}`;
  const toSign = `ACS3-HMAC-SHA256\n${createHash('sha256').update(canonical).digest('hex')}`;
  const signature = createHmac('sha256', accessKeySecret).update(toSign).digest('hex');
  return raw('POST', `/?${query}`, {
    ...signed,
    accept: 'application/json',
    authorization: `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=${names},Signature=${signature}`,
  });
}

/**
 * One call to the sandbox's control.
 *
 * @param {string} path
 * @param {unknown} body
 */
export function controlRequest(path, body) {
  return raw('POST', path, { host: '127.0.0.1', 'content-type': 'application/json' }, JSON.stringify(body));
}

/**
 * One call of DynamoDB. Dynalite wants the parts of a signature, and does not check it.
 *
 * @param {string} operation
 * @param {unknown} body
 */
export function dynamoRequest(operation, body) {
  return raw(
    'POST',
    '/',
    {
      host: '127.0.0.1',
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'x-amz-date': '20261123T120000Z',
      authorization: `AWS4-HMAC-SHA256 Credential=bench/20261123/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target, Signature=${'0'.repeat(64)}`,
    },
    JSON.stringify(body),
  );
}

export const plainRequest = raw('POST', '/', { host: '127.0.0.1' });

/**
 * @param {string} method
 * @param {string} path
 * @param {Record<string, string>} headers
 * @param {string} [body]
 */
function raw(method, path, headers, body = '') {
  const lines = Object.entries({ ...headers, 'content-length': Buffer.byteLength(body) });
  return Buffer.from(
    `${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
  );
}

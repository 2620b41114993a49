import { describe, expect, test } from 'vitest';
import { encode, headersV3, signatureV1 } from '../testing/sign';
import { canonicalQuery, percentEncode, type Pair } from './encoding';
import { signerV1, stringToSignV1 } from './signature-v1';
import {
  canonicalRequestV3,
  parseV3Authorization,
  sha256Hex,
  signerV3,
  stringToSignV3,
} from './signature-v3';

const OPERATION: Pair[] = [
  ['RegionId', 'cn-hangzhou'],
  ['LoadBalancerId', 'lb-bp1b6c719dfa08exfuca5'],
  ['ListenerPort', '80'],
  ['BackendServerPort', '8080'],
  ['Bandwidth', '-1'],
  ['Scheduler', 'wrr'],
  ['healthCheckInterval', '3'],
  ['HealthCheckType', 'http'],
  ['HealthCheckURI', '/test/index.html'],
  ['HealthCheckDomain', '$_ip'],
  ['HealthCheckHttpCode', 'http_2xx,http_3xx'],
  ['Description', 'web~a*b (1) 监听'],
];

const COMMON: Pair[] = [
  ['AccessKeyId', 'testid'],
  ['SignatureMethod', 'HMAC-SHA1'],
  ['SignatureVersion', '1.0'],
  ['SignatureNonce', '3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf'],
  ['Timestamp', '2024-01-02T03:04:05Z'],
  ['Action', 'CreateLoadBalancerTCPListener'],
  ['Version', '2014-05-15'],
  ['Format', 'JSON'],
];

describe('signature version 1', () => {
  const pairs = [...COMMON, ...OPERATION];

  test('builds the published canonical query', () => {
    expect(canonicalQuery(pairs)).toBe(
      'AccessKeyId=testid&Action=CreateLoadBalancerTCPListener&BackendServerPort=8080&Bandwidth=-1&Description=web~a%2Ab%20%281%29%20%E7%9B%91%E5%90%AC&Format=JSON&HealthCheckDomain=%24_ip&HealthCheckHttpCode=http_2xx%2Chttp_3xx&HealthCheckType=http&HealthCheckURI=%2Ftest%2Findex.html&ListenerPort=80&LoadBalancerId=lb-bp1b6c719dfa08exfuca5&RegionId=cn-hangzhou&Scheduler=wrr&SignatureMethod=HMAC-SHA1&SignatureNonce=3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf&SignatureVersion=1.0&Timestamp=2024-01-02T03%3A04%3A05Z&Version=2014-05-15&healthCheckInterval=3',
    );
  });

  test('builds the published string to sign, leaving the signature itself out', () => {
    expect(stringToSignV1('GET', [...pairs, ['Signature', 'anything']])).toBe(
      'GET&%2F&AccessKeyId%3Dtestid%26Action%3DCreateLoadBalancerTCPListener%26BackendServerPort%3D8080%26Bandwidth%3D-1%26Description%3Dweb~a%252Ab%2520%25281%2529%2520%25E7%259B%2591%25E5%2590%25AC%26Format%3DJSON%26HealthCheckDomain%3D%2524_ip%26HealthCheckHttpCode%3Dhttp_2xx%252Chttp_3xx%26HealthCheckType%3Dhttp%26HealthCheckURI%3D%252Ftest%252Findex.html%26ListenerPort%3D80%26LoadBalancerId%3Dlb-bp1b6c719dfa08exfuca5%26RegionId%3Dcn-hangzhou%26Scheduler%3Dwrr%26SignatureMethod%3DHMAC-SHA1%26SignatureNonce%3D3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf%26SignatureVersion%3D1.0%26Timestamp%3D2024-01-02T03%253A04%253A05Z%26Version%3D2014-05-15%26healthCheckInterval%3D3',
    );
  });

  test.each([
    ['GET', 'mCZLNeHgu4hAQP/2q6dcxlrF/K8='],
    ['POST', 'G1xm/onDI5QRg/Wd8x9Z14D2O24='],
  ])('reproduces the published vector for %s', (method, signature) => {
    expect(signerV1('testsecret')(stringToSignV1(method, pairs))).toBe(signature);
    expect(signatureV1(method, pairs, 'testsecret')).toBe(signature);
  });

  test.each([
    ['TimeStamp', 'CT9X0VtwR86fNWSnsc6v8YGOjuE='],
    ['Timestamp', 'OLeaidS1JvxuMvnyHOwuJ+uX5qY='],
  ])("reproduces the vendor's own sample with the time named %s", (name, signature) => {
    const sample: Pair[] = [
      ['Format', 'XML'],
      ['AccessKeyId', 'testid'],
      ['Action', 'DescribeRegions'],
      ['SignatureMethod', 'HMAC-SHA1'],
      ['SignatureNonce', '3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf'],
      ['SignatureVersion', '1.0'],
      ['Version', '2014-05-26'],
      [name, '2016-02-23T12:46:24Z'],
    ];
    expect(signerV1('testsecret')(stringToSignV1('GET', sample))).toBe(signature);
  });
});

describe('signature version 3', () => {
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  const signedHeaders = [
    'host',
    'x-acs-action',
    'x-acs-content-sha256',
    'x-acs-date',
    'x-acs-signature-nonce',
    'x-acs-version',
  ];
  const request = {
    method: 'POST',
    path: '/',
    query: OPERATION,
    signedHeaders,
    headers: new Map([
      ['host', ['slb.aliyuncs.com']],
      ['x-acs-action', ['CreateLoadBalancerTCPListener']],
      ['x-acs-content-sha256', [empty]],
      ['x-acs-date', ['2024-01-02T03:04:05Z']],
      ['x-acs-signature-nonce', ['3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf']],
      ['x-acs-version', ['2014-05-15']],
    ]),
    body: Buffer.alloc(0),
  };

  test('reproduces the published hash of the canonical request', () => {
    expect(sha256Hex(canonicalRequestV3(request))).toBe(
      '8074999f098f11388803ffee93ca9449d43a775af3fcf6a27e12e3b6c74da67a',
    );
  });

  test('reproduces the published signature, and so does the signer of the tests', () => {
    const published = 'd86d0a7bbea10669bf7ff9e1c96bba84dffe3540c95143857a28e5c598387627';
    expect(signerV3('testsecret')(stringToSignV3(canonicalRequestV3(request)))).toBe(published);
    const headers = headersV3({
      accessKeyId: 'testid',
      accessKeySecret: 'testsecret',
      nowMillis: Date.parse('2024-01-02T03:04:05Z'),
      nonce: '3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf',
      method: 'POST',
      host: 'slb.aliyuncs.com',
      action: 'CreateLoadBalancerTCPListener',
      parameters: OPERATION,
      body: '',
    });
    expect(headers.authorization).toContain(`Signature=${published}`);
  });

  test('does not read an Authorization that leaves out a header that must be signed', () => {
    for (const left of signedHeaders) {
      const names = signedHeaders.filter((name) => name !== left).join(';');
      expect(
        parseV3Authorization(`ACS3-HMAC-SHA256 Credential=a,SignedHeaders=${names},Signature=00`),
      ).toBeNull();
    }
    expect(
      parseV3Authorization(
        `ACS3-HMAC-SHA256 Credential=a,SignedHeaders=${signedHeaders.join(';')},Signature=00`,
      ),
    ).toEqual({ accessKeyId: 'a', signedHeaders, signature: '00' });
  });
});

test('encodes as the independent encoder of the tests does', () => {
  for (const text of ["!'()*~-_.", ' +&=/?%', '监听𠮷', '', '\u0000\n']) {
    expect(percentEncode(text)).toBe(encode(text));
  }
});

import { API_VERSION, shellWord, written, type ApiParameter, type ApiRequest } from './api-request';
import { code, joined, type Code } from './code';

const EMPTY_BODY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/**
 * A POSIX shell script that signs each request when it is run (ACS3-HMAC-SHA256, slb-api.md 1.4) with openssl, and sends
 * it with curl. It ends at the first request that is rejected. The AccessKey comes from the environment. Parameters are encoded and sorted here, as they are signed.
 */
export function curlScript(requests: readonly ApiRequest[]): Code {
  return code`#!/bin/sh
set -eu

access_key_id=\${ALIBABA_CLOUD_ACCESS_KEY_ID:-YOUR_ACCESS_KEY_ID}
access_key_secret=\${ALIBABA_CLOUD_ACCESS_KEY_SECRET:-YOUR_ACCESS_KEY_SECRET}

main() {
${joined(requests.map(call), '\n')}
}

# While openssl runs, other users of this machine can see the secret in the list of processes.
sha256() { openssl dgst -sha256 "$@" | sed 's/^.* //'; }

# call ENDPOINT ACTION NAME=VALUE ..., sorted by name and percent-encoded
call() {
  endpoint=$1 action=$2
  shift 2
  query=$(IFS='&'; printf '%s' "$*")
  host=\${endpoint#*://}
  nonce=$(openssl rand -hex 16)
  date=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  signed='host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version'
  body=${EMPTY_BODY_SHA256}
  request="POST
/
$query
host:$host
x-acs-action:$action
x-acs-content-sha256:$body
x-acs-date:$date
x-acs-signature-nonce:$nonce
x-acs-version:${API_VERSION}

$signed
$body"
  hash=$(printf '%s' "$request" | sha256)
  signature=$(printf 'ACS3-HMAC-SHA256\\n%s' "$hash" | sha256 -hmac "$access_key_secret")
  curl --silent --show-error --fail-with-body --request POST "$endpoint/?$query" \\
    --header "x-acs-action: $action" \\
    --header "x-acs-content-sha256: $body" \\
    --header "x-acs-date: $date" \\
    --header "x-acs-signature-nonce: $nonce" \\
    --header 'x-acs-version: ${API_VERSION}' \\
    --header 'Accept: application/json' \\
    --header "Authorization: ACS3-HMAC-SHA256 Credential=$access_key_id,SignedHeaders=$signed,Signature=$signature"
  echo
}

main
`;
}

function call({ action, endpoint, parameters }: ApiRequest): Code {
  const url = shellWord(`${endpoint.protocol}://${endpoint.host}`);
  // The order of the signature, which is that of UTF-16 code units for names in ASCII.
  const sorted = parameters.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return joined([code`  call ${url} ${action}`, ...sorted.map(argument)], ' \\\n    ');
}

function argument(parameter: ApiParameter): Code {
  return code`${parameter.name}=${written(parameter, percentEncoded)}`;
}

/** RFC 3986 with the unreserved characters alone (slb-api.md 1.3); none of the result is special in a shell. */
export function percentEncoded(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

import { API_VERSION, quoted, written, type ApiRequest } from './api-request';
import { code, joined, type Code } from './code';

/**
 * A program for Node.js with the vendor's generic client (there is no typed SLB package on npm). A CommonJS module:
 * the default exports of these packages resolve correctly only there.
 */
export function typescriptProgram(requests: readonly ApiRequest[]): Code {
  return code`// npm install @alicloud/openapi-core @alicloud/credentials @darabonba/typescript tsx
// npx tsx listener.cts
import Credential from "@alicloud/credentials";
import Client, { $OpenApiUtil } from "@alicloud/openapi-core";
import { RuntimeOptions } from "@darabonba/typescript";

async function main() {
  ${joined(requests.map(call), '\n  ')}
}

async function call(endpoint: string, action: string, query: Record<string, string>) {
  const protocol = endpoint.split("://")[0];
  const host = endpoint.split("://")[1];
  const credential = new Credential();
  const client = new Client(new $OpenApiUtil.Config({ credential, endpoint: host, protocol }));
  const params = new $OpenApiUtil.Params({
    action,
    version: "${API_VERSION}",
    protocol,
    method: "POST",
    pathname: "/",
    authType: "AK",
    style: "RPC",
    reqBodyType: "formData",
    bodyType: "json",
  });
  const request = new $OpenApiUtil.OpenApiRequest({ query });
  const response = await client.callApi(params, request, new RuntimeOptions({}));
  console.log(response["body"]);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
`;
}

function call({ action, endpoint, parameters }: ApiRequest): Code {
  const lines = parameters.map((parameter) => code`    ${parameter.name}: ${written(parameter, quoted)},\n`);
  return code`await call(${quoted(`${endpoint.protocol}://${endpoint.host}`)}, ${quoted(action)}, {
${joined(lines, '')}  });`;
}

import { API_VERSION, quoted, written, type ApiParameter, type ApiRequest } from './api-request';
import { callTables, KEY_PARAMETERS, type CallTable } from './call-tables';
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

type Parameters = Record<string, string>;
type Table = { endpoint: string; actions: string[]; shared: Parameters; rows: Parameters[] };

const tables: Table[] = [
${joined(callTables(requests).map(table), '')}];

// The first action takes all parameters, those after it only these.
const keys = [${KEY_PARAMETERS.map(quoted).join(', ')}];
let done = 0;

async function main() {
  for (const { endpoint, actions, shared, rows } of tables) {
    const [protocol, host] = endpoint.split("://");
    const credential = new Credential();
    const client = new Client(new $OpenApiUtil.Config({ credential, endpoint: host, protocol }));
    for (const row of rows) {
      const parameters = { ...shared, ...row };
      const listener = Object.fromEntries(keys.map((key) => [key, parameters[key]]));
      for (const [at, action] of actions.entries()) {
        await call(client, protocol, action, at === 0 ? parameters : listener);
        done += 1;
      }
    }
  }
}

async function call(client: Client, protocol: string, action: string, query: Parameters) {
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
  console.log(action, query.LoadBalancerId, query.ListenerPort);
  const response = await client.callApi(params, request, new RuntimeOptions({}));
  console.log(response["body"]);
}

main().catch((error) => {
  console.error(error.message);
  console.error("Calls accepted before this one: " + done);
  process.exitCode = 1;
});
`;
}

function table({ endpoint, actions, shared, rows }: CallTable): Code {
  const lines = rows.map((row) => code`      ${object(row, rows.length === 1 ? '      ' : null)},\n`);
  return code`  {
    endpoint: ${quoted(endpoint)},
    actions: [${actions.map(quoted).join(', ')}],
    shared: ${object(shared, '    ')},
    rows: [
${joined(lines, '')}    ],
  },
`;
}

/** On several lines at this indentation, or on one. */
function object(parameters: readonly ApiParameter[], indentation: string | null): Code {
  if (parameters.length === 0) return code`{}`;
  const entries = parameters.map((parameter) => code`${parameter.name}: ${written(parameter, quoted)}`);
  if (indentation === null) return code`{ ${joined(entries, ', ')} }`;
  const lines = entries.map((entry) => code`${indentation}  ${entry},\n`);
  return code`{\n${joined(lines, '')}${indentation}}`;
}

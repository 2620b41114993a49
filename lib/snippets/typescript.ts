import { API_VERSION, quoted, written, type ApiParameter, type ApiRequest } from './api-request';
import { callTable, KEY_PARAMETERS, type CallKind, type CallRow } from './call-tables';
import { code, joined, type Code } from './code';

/**
 * A program for Node.js with the vendor's generic client (there is no typed SLB package on npm). A CommonJS module:
 * the default exports of these packages resolve correctly only there.
 */
export function typescriptProgram(requests: readonly ApiRequest[]): Code {
  const { kinds, rows } = callTable(requests);
  return code`// npm install @alicloud/openapi-core @alicloud/credentials @darabonba/typescript tsx
// npx tsx listener.cts
import Credential from "@alicloud/credentials";
import Client, { $OpenApiUtil } from "@alicloud/openapi-core";
import { RuntimeOptions } from "@darabonba/typescript";

type Parameters = Record<string, string>;
type Kind = { endpoint: string; actions: string[]; shared: Parameters };

const kinds: Kind[] = [
${joined(kinds.map(kindOf), '')}];

// In this order: the index of a kind, and the parameters that only this row has.
const rows: [number, Parameters][] = [
${joined(
  rows.map(({ kind, parameters }) => rowOf(kind, parameters, rows)),
  '',
)}];

const keys = [${KEY_PARAMETERS.map(quoted).join(', ')}];
let done = 0;

async function main() {
  const credential = new Credential();
  const clients = kinds.map(({ endpoint }) => {
    const [protocol, host] = endpoint.split("://");
    return new Client(new $OpenApiUtil.Config({ credential, endpoint: host, protocol }));
  });
  for (const [kind, row] of rows) {
    const { endpoint, actions, shared } = kinds[kind];
    let query = { ...shared, ...row };
    for (const action of actions) {
      await call(clients[kind], endpoint, action, query);
      done += 1;
      // The first action takes all parameters, those after it only these.
      query = Object.fromEntries(keys.map((key) => [key, query[key]]));
    }
  }
}

async function call(client: Client, endpoint: string, action: string, query: Parameters) {
  const params = new $OpenApiUtil.Params({
    action,
    version: "${API_VERSION}",
    protocol: endpoint.split("://")[0],
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

function kindOf({ endpoint, actions, shared }: CallKind): Code {
  return code`  {
    endpoint: ${quoted(endpoint)},
    actions: [${actions.map(quoted).join(', ')}],
    shared: ${object(shared, '    ')},
  },
`;
}

function rowOf(kind: number, parameters: readonly ApiParameter[], rows: readonly CallRow[]): Code {
  return code`  [${String(kind)}, ${object(parameters, rows.length === 1 ? '  ' : null)}],\n`;
}

/** On several lines at this indentation, or on one. */
function object(parameters: readonly ApiParameter[], indentation: string | null): Code {
  if (parameters.length === 0) return code`{}`;
  const entries = parameters.map((parameter) => code`${parameter.name}: ${written(parameter, quoted)}`);
  if (indentation === null) return code`{ ${joined(entries, ', ')} }`;
  const lines = entries.map((entry) => code`${indentation}  ${entry},\n`);
  return code`{\n${joined(lines, '')}${indentation}}`;
}

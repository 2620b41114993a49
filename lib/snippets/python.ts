import { API_VERSION, quoted, written, type ApiParameter, type ApiRequest } from './api-request';
import { callTable, KEY_PARAMETERS, type CallKind, type CallRow } from './call-tables';
import { code, joined, type Code } from './code';

/**
 * A program for Python 3.8 with the vendor's generic client. Its first two lines are its own: a comment there may name
 * another encoding of the file.
 */
export function pythonProgram(requests: readonly ApiRequest[]): Code {
  const { kinds, rows } = callTable(requests);
  return code`# pip install "alibabacloud-tea-openapi>=0.4"
# python3 listener.py
import sys

from alibabacloud_credentials.client import Client as CredentialClient
from alibabacloud_tea_openapi.client import Client
from alibabacloud_tea_openapi.models import Config, OpenApiRequest, Params
from darabonba.runtime import RuntimeOptions

# fmt: off
KINDS = [
${joined(kinds.map(kindOf), '')}]
# In this order: the index of a kind, and the parameters that only this row has.
ROWS = [
${joined(
  rows.map(({ kind, parameters }) => rowOf(kind, parameters, rows)),
  '',
)}]
# fmt: on

KEYS = [${KEY_PARAMETERS.map(quoted).join(', ')}]


def main():
    done = 0
    try:
        credential = CredentialClient()
        clients = [client_of(kind["endpoint"], credential) for kind in KINDS]
        for at, row in ROWS:
            kind, client = KINDS[at], clients[at]
            query = {**kind["shared"], **row}
            for action in kind["actions"]:
                call(client, kind["endpoint"], action, query)
                done += 1
                # The first action takes all parameters, those after it only these.
                query = {key: query.get(key) for key in KEYS}
    except Exception as error:
        sys.exit(f"{error}\\nCalls accepted before this one: {done}")


def client_of(endpoint, credential):
    protocol, host = endpoint.split("://")
    return Client(Config(credential=credential, endpoint=host, protocol=protocol))


def call(client, endpoint, action, query):
    params = Params(
        action=action,
        version="${API_VERSION}",
        protocol=endpoint.split("://")[0],
        method="POST",
        pathname="/",
        auth_type="AK",
        style="RPC",
        req_body_type="formData",
        body_type="json",
    )
    print(action, query.get("LoadBalancerId"), query.get("ListenerPort"))
    response = client.call_api(params, OpenApiRequest(query=query), RuntimeOptions())
    print(response["body"])


if __name__ == "__main__":
    main()
`;
}

function kindOf({ endpoint, actions, shared }: CallKind): Code {
  return code`    {
        "endpoint": ${quoted(endpoint)},
        "actions": [${actions.map(quoted).join(', ')}],
        "shared": ${dict(shared, '        ')},
    },
`;
}

function rowOf(kind: number, parameters: readonly ApiParameter[], rows: readonly CallRow[]): Code {
  return code`    (${String(kind)}, ${dict(parameters, rows.length === 1 ? '    ' : null)}),\n`;
}

/** On several lines at this indentation, or on one. */
function dict(parameters: readonly ApiParameter[], indentation: string | null): Code {
  if (parameters.length === 0) return code`{}`;
  const entries = parameters.map(
    (parameter) => code`${quoted(parameter.name)}: ${written(parameter, quoted)}`,
  );
  if (indentation === null) return code`{${joined(entries, ', ')}}`;
  const lines = entries.map((entry) => code`${indentation}    ${entry},\n`);
  return code`{\n${joined(lines, '')}${indentation}}`;
}

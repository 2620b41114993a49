import { API_VERSION, quoted, written, type ApiParameter, type ApiRequest } from './api-request';
import { callTables, KEY_PARAMETERS, type CallTable } from './call-tables';
import { code, joined, type Code } from './code';

/**
 * A program for Python 3.8 with the vendor's generic client. Its first two lines are its own: a comment there may name
 * another encoding of the file.
 */
export function pythonProgram(requests: readonly ApiRequest[]): Code {
  return code`# pip install "alibabacloud-tea-openapi>=0.4"
# python3 listener.py
import sys

from alibabacloud_credentials.client import Client as CredentialClient
from alibabacloud_tea_openapi.client import Client
from alibabacloud_tea_openapi.models import Config, OpenApiRequest, Params
from darabonba.runtime import RuntimeOptions

# fmt: off
TABLES = [
${joined(callTables(requests).map(table), '')}]
# fmt: on

# The first action takes all parameters, those after it only these.
KEYS = [${KEY_PARAMETERS.map(quoted).join(', ')}]


def main():
    done = 0
    try:
        for table in TABLES:
            protocol, host = table["endpoint"].split("://")
            credential = CredentialClient()
            client = Client(
                Config(credential=credential, endpoint=host, protocol=protocol)
            )
            for row in table["rows"]:
                parameters = {**table["shared"], **row}
                for at, action in enumerate(table["actions"]):
                    listener = {key: parameters.get(key) for key in KEYS}
                    call(client, protocol, action, listener if at else parameters)
                    done += 1
    except Exception as error:
        sys.exit(f"{error}\\nCalls accepted before this one: {done}")


def call(client, protocol, action, query):
    params = Params(
        action=action,
        version="${API_VERSION}",
        protocol=protocol,
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

function table({ endpoint, actions, shared, rows }: CallTable): Code {
  const lines = rows.map(
    (row) => code`            ${dict(row, rows.length === 1 ? '            ' : null)},\n`,
  );
  return code`    {
        "endpoint": ${quoted(endpoint)},
        "actions": [${actions.map(quoted).join(', ')}],
        "shared": ${dict(shared, '        ')},
        "rows": [
${joined(lines, '')}        ],
    },
`;
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

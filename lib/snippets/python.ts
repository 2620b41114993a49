import { API_VERSION, quoted, written, type ApiRequest } from './api-request';
import { code, joined, type Code } from './code';

/**
 * A program for Python 3.8 with the vendor's generic client. Its first two lines are its own: a comment there may name
 * another encoding of the file.
 */
export function pythonProgram(requests: readonly ApiRequest[]): Code {
  return code`# pip install "alibabacloud-tea-openapi>=0.4"
# python3 listener.py
from alibabacloud_credentials.client import Client as CredentialClient
from alibabacloud_tea_openapi.client import Client
from alibabacloud_tea_openapi.models import Config, OpenApiRequest, Params
from darabonba.runtime import RuntimeOptions


def main():
${joined(requests.map(call), '\n')}


def call(endpoint, action, query):
    protocol, host = endpoint.split("://")
    credential = CredentialClient()
    client = Client(Config(credential=credential, endpoint=host, protocol=protocol))
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
    response = client.call_api(params, OpenApiRequest(query=query), RuntimeOptions())
    print(response["body"])


if __name__ == "__main__":
    main()
`;
}

function call({ action, endpoint, parameters }: ApiRequest): Code {
  const lines = parameters.map(
    (parameter) => code`            ${quoted(parameter.name)}: ${written(parameter, quoted)},\n`,
  );
  return code`    call(
        ${quoted(`${endpoint.protocol}://${endpoint.host}`)},
        ${quoted(action)},
        {
${joined(lines, '')}        },
    )`;
}

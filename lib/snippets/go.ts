import { API_VERSION, quoted, written, type ApiParameter, type ApiRequest } from './api-request';
import { callTable, KEY_PARAMETERS, type CallKind, type CallRow } from './call-tables';
import { code, joined, type Code } from './code';

/** A program for Go with the vendor's generic client, formatted as gofmt does. */
export function goProgram(requests: readonly ApiRequest[]): Code {
  const { kinds, rows } = callTable(requests);
  return code`// go get github.com/alibabacloud-go/darabonba-openapi/v2@latest
package main

import (
	"fmt"
	"log"
	"strings"

	"github.com/alibabacloud-go/darabonba-openapi/v2/client"
	"github.com/alibabacloud-go/tea/dara"
	"github.com/aliyun/credentials-go/credentials"
)

type kind struct {
	endpoint string
	actions  []string
	shared   map[string]string
}

type row struct {
	kind       int
	parameters map[string]string
}

var kinds = []kind{
${joined(kinds.map(kindOf), '')}}

// In this order: the index of a kind, and the parameters that only this row has.
var rows = []row{
${joined(
  rows.map(({ kind, parameters }) => rowOf(kind, parameters, rows)),
  '',
)}}

var keys = []string{${KEY_PARAMETERS.map(quoted).join(', ')}}

func main() {
	done := 0
	credential, err := credentials.NewCredential(nil)
	if err != nil {
		log.Fatal(err)
	}
	clients := make([]*client.Client, len(kinds))
	for at, kind := range kinds {
		protocol, host, _ := strings.Cut(kind.endpoint, "://")
		clients[at], err = client.NewClient(&client.Config{
			Credential: credential,
			Endpoint:   dara.String(host),
			Protocol:   dara.String(protocol),
		})
		if err != nil {
			log.Fatal(err)
		}
	}
	for _, row := range rows {
		kind := kinds[row.kind]
		query := map[string]*string{}
		for name, value := range kind.shared {
			query[name] = dara.String(value)
		}
		for name, value := range row.parameters {
			query[name] = dara.String(value)
		}
		for _, action := range kind.actions {
			if err := call(clients[row.kind], kind.endpoint, action, query); err != nil {
				log.Fatal(err, "\\nCalls accepted before this one: ", done)
			}
			done++
			// The first action takes all parameters, those after it only these.
			listener := map[string]*string{}
			for _, key := range keys {
				listener[key] = query[key]
			}
			query = listener
		}
	}
}

func call(api *client.Client, endpoint, action string, query map[string]*string) error {
	protocol, _, _ := strings.Cut(endpoint, "://")
	params := &client.Params{
		Action:      dara.String(action),
		Version:     dara.String("${API_VERSION}"),
		Protocol:    dara.String(protocol),
		Method:      dara.String("POST"),
		Pathname:    dara.String("/"),
		AuthType:    dara.String("AK"),
		Style:       dara.String("RPC"),
		ReqBodyType: dara.String("formData"),
		BodyType:    dara.String("json"),
	}
	fmt.Println(action, dara.StringValue(query["LoadBalancerId"]), dara.StringValue(query["ListenerPort"]))
	response, err := api.CallApi(params, &client.OpenApiRequest{Query: query}, &dara.RuntimeOptions{})
	if err != nil {
		return err
	}
	fmt.Println(response["body"])
	return nil
}
`;
}

function kindOf({ endpoint, actions, shared }: CallKind): Code {
  const same = shared.length === 0 ? [] : [code`		shared: map[string]string{\n${fields(shared)}		},\n`];
  return code`	{
		endpoint: ${quoted(endpoint)},
		actions:  []string{${actions.map(quoted).join(', ')}},
${joined(same, '')}	},
`;
}

function rowOf(kind: number, parameters: readonly ApiParameter[], rows: readonly CallRow[]): Code {
  if (rows.length === 1)
    return code`	{${String(kind)}, map[string]string{\n${fields(parameters, '')}	}},\n`;
  const pairs = parameters.map((parameter) => code`${quoted(parameter.name)}: ${written(parameter, quoted)}`);
  return code`	{${String(kind)}, map[string]string{${joined(pairs, ', ')}}},\n`;
}

/** One line for each parameter, aligned as gofmt does. */
function fields(parameters: readonly ApiParameter[], deeper = '\t'): Code {
  const width = Math.max(0, ...parameters.map(({ name }) => quoted(name).length + 1));
  const lines = parameters.map(
    (parameter) =>
      code`		${deeper}${`${quoted(parameter.name)}:`.padEnd(width)} ${written(parameter, quoted)},\n`,
  );
  return joined(lines, '');
}

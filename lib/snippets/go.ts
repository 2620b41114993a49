import { API_VERSION, quoted, written, type ApiParameter, type ApiRequest } from './api-request';
import { callTables, KEY_PARAMETERS, type CallTable } from './call-tables';
import { code, joined, type Code } from './code';

/** A program for Go with the vendor's generic client, formatted as gofmt does. */
export function goProgram(requests: readonly ApiRequest[]): Code {
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

type table struct {
	endpoint string
	actions  []string
	shared   map[string]string
	rows     []map[string]string
}

var tables = []table{
${joined(callTables(requests).map(table), '')}}

// The first action takes all parameters, those after it only these.
var keys = []string{${KEY_PARAMETERS.map(quoted).join(', ')}}

func main() {
	done := 0
	for _, table := range tables {
		protocol, host, _ := strings.Cut(table.endpoint, "://")
		credential, err := credentials.NewCredential(nil)
		if err != nil {
			log.Fatal(err)
		}
		api, err := client.NewClient(&client.Config{
			Credential: credential,
			Endpoint:   dara.String(host),
			Protocol:   dara.String(protocol),
		})
		if err != nil {
			log.Fatal(err)
		}
		for _, row := range table.rows {
			parameters := map[string]*string{}
			for name, value := range table.shared {
				parameters[name] = dara.String(value)
			}
			for name, value := range row {
				parameters[name] = dara.String(value)
			}
			for at, action := range table.actions {
				query := parameters
				if at > 0 {
					query = map[string]*string{}
					for _, key := range keys {
						query[key] = parameters[key]
					}
				}
				if err := call(api, protocol, action, query); err != nil {
					log.Fatal(err, "\\nCalls accepted before this one: ", done)
				}
				done++
			}
		}
	}
}

func call(api *client.Client, protocol, action string, query map[string]*string) error {
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

function table({ endpoint, actions, shared, rows }: CallTable): Code {
  const same = shared.length === 0 ? [] : [code`		shared: map[string]string{\n${fields(shared)}		},\n`];
  const lines = rows.map((row) => {
    if (rows.length === 1) return code`			{\n${fields(row, '\t')}			},\n`;
    const pairs = row.map((parameter) => code`${quoted(parameter.name)}: ${written(parameter, quoted)}`);
    return code`			{${joined(pairs, ', ')}},\n`;
  });
  return code`	{
		endpoint: ${quoted(endpoint)},
		actions:  []string{${actions.map(quoted).join(', ')}},
${joined(same, '')}		rows: []map[string]string{
${joined(lines, '')}		},
	},
`;
}

/** One line for each parameter, aligned as gofmt does. */
function fields(parameters: readonly ApiParameter[], deeper = ''): Code {
  const width = Math.max(0, ...parameters.map(({ name }) => quoted(name).length + 1));
  const lines = parameters.map(
    (parameter) =>
      code`			${deeper}${`${quoted(parameter.name)}:`.padEnd(width)} ${written(parameter, quoted)},\n`,
  );
  return joined(lines, '');
}

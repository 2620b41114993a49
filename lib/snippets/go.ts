import { API_VERSION, quoted, written, type ApiRequest } from './api-request';
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

func main() {
${joined(requests.map(call), '\n')}
}

func call(endpoint, action string, parameters map[string]string) {
	credential, err := credentials.NewCredential(nil)
	if err != nil {
		log.Fatal(err)
	}
	protocol, host, _ := strings.Cut(endpoint, "://")
	api, err := client.NewClient(&client.Config{
		Credential: credential,
		Endpoint:   dara.String(host),
		Protocol:   dara.String(protocol),
	})
	if err != nil {
		log.Fatal(err)
	}
	query := map[string]*string{}
	for name, value := range parameters {
		query[name] = dara.String(value)
	}
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
	response, err := api.CallApi(params, &client.OpenApiRequest{Query: query}, &dara.RuntimeOptions{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(response["body"])
}
`;
}

function call({ action, endpoint, parameters }: ApiRequest): Code {
  const keys = parameters.map(({ name }) => `${quoted(name)}:`);
  const width = Math.max(0, ...keys.map((key) => key.length));
  const lines = parameters.map(
    (parameter, at) => code`\t\t${(keys[at] ?? '').padEnd(width)} ${written(parameter, quoted)},\n`,
  );
  return code`	call(${quoted(`${endpoint.protocol}://${endpoint.host}`)}, ${quoted(action)}, map[string]string{
${joined(lines, '')}	})`;
}

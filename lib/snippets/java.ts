import { API_VERSION, quoted, written, type ApiParameter, type ApiRequest } from './api-request';
import { callTables, KEY_PARAMETERS, type CallTable } from './call-tables';
import { code, joined, type Code } from './code';

/**
 * How many parameters a class of the program has at most. A method has at most 65,535 bytes and a class as many constants
 * (The Java Virtual Machine Specification, 4.11). A parameter takes about 16 bytes and four constants.
 */
const PARAMETERS_OF_CLASS = 1500;

/** A program for Java 11 with the vendor's generic client. */
export function javaProgram(requests: readonly ApiRequest[]): Code {
  const tables = callTables(requests).flatMap(parts);
  return code`// com.aliyun:tea-openapi:0.3.16
import com.aliyun.teaopenapi.Client;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teaopenapi.models.OpenApiRequest;
import com.aliyun.teaopenapi.models.Params;
import com.aliyun.teautil.models.RuntimeOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

public class Listener {
    static int done = 0;

    public static void main(String[] args) throws Exception {
        try {
${tables.map((_, at) => `            Table${at + 1}.run();\n`).join('')}        } catch (Exception error) {
            System.err.println(error.getMessage());
            System.err.println("Calls accepted before this one: " + done);
            System.exit(1);
        }
    }

    static void run(String endpoint, List<String> actions, Map<String, String> shared, List<Map<String, String>> rows)
            throws Exception {
        String protocol = endpoint.split("://")[0];
        Client client = new Client(new Config()
            .setCredential(new com.aliyun.credentials.Client())
            .setEndpoint(endpoint.split("://")[1])
            .setProtocol(protocol));
        for (Map<String, String> row : rows) {
            Map<String, String> parameters = new HashMap<>(shared);
            parameters.putAll(row);
            for (String action : actions) {
                call(client, protocol, action, parameters);
                done += 1;
                // The first action takes all parameters, those after it only these.
                parameters.keySet().retainAll(List.of(${KEY_PARAMETERS.map(quoted).join(', ')}));
            }
        }
    }

    static void call(Client client, String protocol, String action, Map<String, String> query) throws Exception {
        Params params = new Params()
            .setAction(action)
            .setVersion("${API_VERSION}")
            .setProtocol(protocol)
            .setMethod("POST")
            .setPathname("/")
            .setAuthType("AK")
            .setStyle("RPC")
            .setReqBodyType("formData")
            .setBodyType("json");
        OpenApiRequest request = new OpenApiRequest().setQuery(query);
        System.out.println(action + " " + query.get("LoadBalancerId") + " " + query.get("ListenerPort"));
        System.out.println(client.callApi(params, request, new RuntimeOptions()).get("body"));
    }

    static Map<String, String> row(String... namesAndValues) {
        Map<String, String> row = new HashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            row.put(namesAndValues[at], namesAndValues[at + 1]);
        }
        return row;
    }
${joined(tables.map(tableClass), '')}}
`;
}

function parts(table: CallTable): CallTable[] {
  const size = Math.max(1, ...table.rows.map((row) => row.length));
  const count = Math.max(1, Math.floor(PARAMETERS_OF_CLASS / size));
  return Array.from({ length: Math.ceil(table.rows.length / count) }, (_, at) => ({
    ...table,
    rows: table.rows.slice(at * count, (at + 1) * count),
  }));
}

function tableClass({ endpoint, actions, shared, rows }: CallTable, at: number): Code {
  const isOne = rows.length === 1;
  return code`
    static class Table${String(at + 1)} {
        static void run() throws Exception {
            Listener.run(
                ${quoted(endpoint)},
                List.of(${actions.map(quoted).join(', ')}),
                ${row(shared, '                ')},
                List.of(
${joined(
  rows.map((each) => code`                    ${row(each, isOne ? '                    ' : null)}`),
  ',\n',
)}
                )
            );
        }
    }
`;
}

/** On several lines at this indentation, or on one. */
function row(parameters: readonly ApiParameter[], indentation: string | null): Code {
  if (parameters.length === 0) return code`row()`;
  const pairs = parameters.map((parameter) => code`${quoted(parameter.name)}, ${written(parameter, quoted)}`);
  if (indentation === null) return code`row(${joined(pairs, ', ')})`;
  return code`row(\n${indentation}    ${joined(pairs, `,\n${indentation}    `)}\n${indentation})`;
}

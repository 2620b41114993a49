import { API_VERSION, quoted, written, type ApiParameter, type ApiRequest } from './api-request';
import { callTable, KEY_PARAMETERS, type CallKind, type CallRow } from './call-tables';
import { code, joined, type Code } from './code';

/**
 * How many parameters a class of the program has at most. A method has at most 65,535 bytes and a class as many constants
 * (The Java Virtual Machine Specification, 4.11). A parameter takes about 16 bytes and four constants.
 */
const PARAMETERS_OF_CLASS = 1500;

/** A program for Java 11 with the vendor's generic client. */
export function javaProgram(requests: readonly ApiRequest[]): Code {
  const { kinds, rows } = callTable(requests);
  const classes = parts(rows);
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
    static List<Kind> kinds;
    static int done = 0;

    public static void main(String[] args) throws Exception {
        try {
            kinds = List.of(
${joined(kinds.map(kindOf), ',\n')}
            );
${classes.map((_, at) => `            Rows${at + 1}.run();\n`).join('')}        } catch (Exception error) {
            System.err.println(error.getMessage());
            System.err.println("Calls accepted before this one: " + done);
            System.exit(1);
        }
    }

    /** What rows have in common. */
    static class Kind {
        final String protocol;
        final Client client;
        final List<String> actions;
        final Map<String, String> shared;

        Kind(String endpoint, List<String> actions, Map<String, String> shared) throws Exception {
            this.protocol = endpoint.split("://")[0];
            this.client = new Client(new Config()
                .setCredential(new com.aliyun.credentials.Client())
                .setEndpoint(endpoint.split("://")[1])
                .setProtocol(protocol));
            this.actions = actions;
            this.shared = shared;
        }
    }

    /** Sends a row: the index of its kind, and the parameters that only this row has. */
    static void send(int kind, String... namesAndValues) throws Exception {
        Map<String, String> query = new HashMap<>(kinds.get(kind).shared);
        query.putAll(map(namesAndValues));
        for (String action : kinds.get(kind).actions) {
            call(kinds.get(kind), action, query);
            done += 1;
            // The first action takes all parameters, those after it only these.
            query.keySet().retainAll(List.of(${KEY_PARAMETERS.map(quoted).join(', ')}));
        }
    }

    static void call(Kind kind, String action, Map<String, String> query) throws Exception {
        Params params = new Params()
            .setAction(action)
            .setVersion("${API_VERSION}")
            .setProtocol(kind.protocol)
            .setMethod("POST")
            .setPathname("/")
            .setAuthType("AK")
            .setStyle("RPC")
            .setReqBodyType("formData")
            .setBodyType("json");
        OpenApiRequest request = new OpenApiRequest().setQuery(query);
        System.out.println(action + " " + query.get("LoadBalancerId") + " " + query.get("ListenerPort"));
        System.out.println(kind.client.callApi(params, request, new RuntimeOptions()).get("body"));
    }

    static Map<String, String> map(String... namesAndValues) {
        Map<String, String> map = new HashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            map.put(namesAndValues[at], namesAndValues[at + 1]);
        }
        return map;
    }
${joined(classes.map(rowsClass), '')}}
`;
}

function parts(rows: readonly CallRow[]): (readonly CallRow[])[] {
  const size = Math.max(1, ...rows.map(({ parameters }) => parameters.length));
  const count = Math.max(1, Math.floor(PARAMETERS_OF_CLASS / size));
  return Array.from({ length: Math.ceil(rows.length / count) }, (_, at) =>
    rows.slice(at * count, (at + 1) * count),
  );
}

function kindOf({ endpoint, actions, shared }: CallKind): Code {
  const of = shared.length === 0 ? code`map()` : code`map(${pairs(shared, '                    ')})`;
  return code`                new Kind(
                    ${quoted(endpoint)},
                    List.of(${actions.map(quoted).join(', ')}),
                    ${of}
                )`;
}

function rowsClass(rows: readonly CallRow[], at: number): Code {
  const indentation = rows.length === 1 ? '            ' : null;
  const lines = rows.map(({ kind, parameters }) => {
    const own = parameters.length === 0 ? code`` : code`, ${pairs(parameters, indentation)}`;
    return code`            send(${String(kind)}${own});\n`;
  });
  return code`
    static class Rows${String(at + 1)} {
        static void run() throws Exception {
${joined(lines, '')}        }
    }
`;
}

/** Names and values, on several lines at this indentation or on one. */
function pairs(parameters: readonly ApiParameter[], indentation: string | null): Code {
  const each = parameters.map((parameter) => code`${quoted(parameter.name)}, ${written(parameter, quoted)}`);
  if (indentation === null) return joined(each, ', ');
  return code`\n${indentation}    ${joined(each, `,\n${indentation}    `)}\n${indentation}`;
}

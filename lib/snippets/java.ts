import { API_VERSION, quoted, written, type ApiRequest } from './api-request';
import { code, joined, type Code } from './code';

/** A program for Java 11 with the vendor's generic client. */
export function javaProgram(requests: readonly ApiRequest[]): Code {
  return code`// com.aliyun:tea-openapi:0.3.16
import com.aliyun.teaopenapi.Client;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teaopenapi.models.OpenApiRequest;
import com.aliyun.teaopenapi.models.Params;
import com.aliyun.teautil.models.RuntimeOptions;
import java.util.Map;

public class Listener {
    public static void main(String[] args) throws Exception {
${joined(requests.map(call), '\n')}
    }

    static void call(String endpoint, String action, Map<String, String> query) throws Exception {
        String protocol = endpoint.split("://")[0];
        String host = endpoint.split("://")[1];
        Client client = new Client(new Config()
            .setCredential(new com.aliyun.credentials.Client())
            .setEndpoint(host)
            .setProtocol(protocol));
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
        System.out.println(client.callApi(params, request, new RuntimeOptions()).get("body"));
    }
}
`;
}

function call({ action, endpoint, parameters }: ApiRequest): Code {
  const entries = parameters.map(
    (parameter) => code`            Map.entry(${quoted(parameter.name)}, ${written(parameter, quoted)})`,
  );
  return code`        call(${quoted(`${endpoint.protocol}://${endpoint.host}`)}, ${quoted(action)}, Map.ofEntries(
${joined(entries, ',\n')}
        ));`;
}

import { shellWord, written, type ApiParameter, type ApiRequest } from './api-request';
import { code, joined, type Code } from './code';

/**
 * A script of commands of Alibaba Cloud CLI, which ends at the first that fails. Values follow an equals sign: after a space, the CLI reads `-1` as an option (its
 * parser, `cli/parser.go`).
 */
export function cliCommands(requests: readonly ApiRequest[]): Code {
  return code`#!/bin/sh
set -e

${joined(requests.map(command), '\n\n')}\n`;
}

function command({ action, endpoint, parameters }: ApiRequest): Code {
  return joined(
    [
      code`aliyun slb ${action}`,
      ...parameters.map(option),
      code`--endpoint=${shellWord(endpoint.host)}`,
      ...(endpoint.protocol === 'http' ? [code`--insecure`] : []),
    ],
    ' \\\n  ',
  );
}

function option(parameter: ApiParameter): Code {
  return code`--${parameter.name}=${written(parameter, shellWord)}`;
}

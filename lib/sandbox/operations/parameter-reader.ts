import { reject } from '../answer';
import { INVALID_PARAMETER, type Rejection } from '../errors';

export type ParameterReader = ReturnType<typeof parameterReader>;

/**
 * Reads one call's parameters, and rejects the call at the first that is not valid (D24). An absent parameter reads as
 * undefined; an empty one is absent already (D31).
 */
export function parameterReader(parameters: ReadonlyMap<string, string>) {
  const reader = {
    text: (name: string): string | undefined => parameters.get(name),

    /** A text that `isValid` accepts. */
    checked: (name: string, isValid: (text: string) => boolean): string | undefined => {
      const text = parameters.get(name);
      return text === undefined || isValid(text) ? text : reject(INVALID_PARAMETER);
    },

    integer: (
      name: string,
      minimum: number,
      maximum: number,
      rejection: Rejection = INVALID_PARAMETER,
    ): number | undefined => {
      const text = parameters.get(name);
      if (text === undefined) return undefined;
      if (!/^-?\d{1,10}$/.test(text)) reject(rejection);
      const value = Number(text);
      return value >= minimum && value <= maximum ? value : reject(rejection);
    },

    oneOf: <Value extends string>(
      name: string,
      values: readonly Value[],
      rejection: Rejection = INVALID_PARAMETER,
    ): Value | undefined => {
      const text = parameters.get(name);
      if (text === undefined) return undefined;
      return values.find((value) => value === text) ?? reject(rejection);
    },

    boolean: (name: string): boolean | undefined => {
      const word = reader.oneOf(name, ['true', 'false']);
      return word === undefined ? undefined : word === 'true';
    },

    /** `Name.1`, `Name.2` …; gaps are skipped. */
    list: (name: string, maximum: number): string[] | undefined => {
      const values = indexed(parameters, name)
        .filter((entry) => entry.rest === '')
        .map((entry) => entry.value);
      if (values.length > maximum) reject(INVALID_PARAMETER);
      return values.length === 0 ? undefined : values;
    },

    /** A comma list, as the older calls take several values in one parameter. */
    commaList: (name: string, maximum: number): string[] | undefined => {
      const values = parameters.get(name)?.split(',');
      return values !== undefined && values.length > maximum ? reject(INVALID_PARAMETER) : values;
    },
  };
  return reader;
}

type IndexedParameter = { readonly index: number; readonly rest: string; readonly value: string };

/** Every `Name.<n>` and `Name.<n>.<Rest>`, by rising n. */
export function indexed(parameters: ReadonlyMap<string, string>, name: string): IndexedParameter[] {
  const found: IndexedParameter[] = [];
  for (const [key, value] of parameters) {
    if (!key.startsWith(`${name}.`)) continue;
    const match = /^([1-9]\d{0,4})(?:\.(.+))?$/.exec(key.slice(name.length + 1));
    if (match !== null) found.push({ index: Number(match[1]), rest: match[2] ?? '', value });
  }
  return found.toSorted((left, right) => left.index - right.index);
}

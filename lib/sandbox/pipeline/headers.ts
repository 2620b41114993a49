/** Values of a header by its lower-case name, in the order in which they came. */
export type HeaderValues = { get(name: string): readonly string[] | undefined };

/**
 * Looks headers up where they are: names and values in turn, as they came. Few are ever looked up, so nothing is
 * indexed in advance. (Node's own table joins the values of a repeated header, or drops all but one.)
 */
export function headerValues(rawHeaders: readonly string[]): HeaderValues {
  return {
    get: (name) => {
      let values: string[] | undefined;
      for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
        const candidate = rawHeaders[index] ?? '';
        // Lower-casing is what costs; it never makes an ASCII name longer or shorter.
        if (candidate.length !== name.length || candidate.toLowerCase() !== name) continue;
        const value = rawHeaders[index + 1] ?? '';
        if (values === undefined) values = [value];
        else values.push(value);
      }
      return values;
    },
  };
}

/**
 * Puts values into the `{places}` of a message. Client parts of the list get their few sentences from the server and fill
 * in a name or a port: the formatter of the whole message syntax would weigh more than they do.
 */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

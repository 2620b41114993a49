/**
 * Puts values into the `{places}` of a message. Client parts of the list get their few sentences from the server and fill
 * in a name or a port: the formatter of the whole message syntax would weigh more than they do. So does the server for the
 * cells of each row, since that formatter would take longer than all else about a row.
 */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

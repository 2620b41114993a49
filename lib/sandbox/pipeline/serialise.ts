import type { Field, Fields } from '../answer';

export type Format = 'JSON' | 'XML';

/** slb-api.md 1.6. The XML type must be exactly this: an SDK compares it as text. */
export const CONTENT_TYPES: Record<Format, string> = {
  JSON: 'application/json;charset=utf-8',
  XML: 'text/xml;charset=utf-8',
};

/** One answer in the requested format. `root` is the name of the XML's outermost element. */
export function serialise(format: Format, root: string, fields: Fields): string {
  return format === 'JSON'
    ? JSON.stringify(fields)
    : `<?xml version='1.0' encoding='UTF-8' ?>${element(root, fields)}`;
}

/** An array repeats its element (slb-api.md 1.6, and 3.10 for bare arrays). */
function element(name: string, value: Field): string {
  if (value === undefined) return '';
  if (isList(value)) return value.map((item) => element(name, item)).join('');
  const content =
    typeof value === 'object'
      ? Object.entries(value)
          .map(([child, childValue]) => element(child, childValue))
          .join('')
      : escapeXml(String(value));
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`;
}

function isList(value: Field): value is readonly Field[] {
  return Array.isArray(value);
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function escapeXml(text: string): string {
  return (
    text
      .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
      // XML 1.0 has no way to write these at all.
      // oxlint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD')
  );
}

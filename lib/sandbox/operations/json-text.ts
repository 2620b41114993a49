/**
 * The value of a JSON text, whose strings may be in single quotes, as the vendor's own parser takes them; undefined when
 * it is neither. Everything else is JSON to the letter.
 */
export function parseJsonText(text: string): unknown {
  return parsed(text) ?? (text.includes("'") ? parsed(inDoubleQuotes(text)) : undefined);
}

/** `null` counts as undefined. */
function parsed(text: string): unknown {
  try {
    return (JSON.parse(text) as unknown) ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * A string in either kind of quotes. An unclosed one extends to the end, so that no part of a text is matched
 * twice: the time is linear in its length.
 */
const STRING = /"(?:[^"\\]|\\.)*"?|'((?:[^'\\]|\\.)*)('?)/gs;

function inDoubleQuotes(text: string): string {
  return text.replace(STRING, (whole, inner: string | undefined, close: string | undefined) =>
    inner === undefined || close !== "'" ? whole : `"${inner.replace(/\\(.)|"/gs, escaped)}"`,
  );
}

/** `\'` needs no escape in double quotes, and `"` does. */
function escaped(whole: string, character: string | undefined): string {
  if (character === "'") return "'";
  return character === undefined ? '\\"' : whole;
}

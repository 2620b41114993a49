/** The space between two sentences; hidden in Chinese, whose full-width punctuation needs none. */
export function SentenceGap() {
  return <span className="[&:lang(zh)]:hidden"> </span>;
}

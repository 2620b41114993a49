/** The space between two sentences, which Chinese does not have: each ends with a mark of its own. */
export function SentenceGap() {
  return <span className="[&:lang(zh)]:hidden"> </span>;
}

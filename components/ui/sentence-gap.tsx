/** The space between two sentences, which Chinese does not have. */
export function SentenceGap() {
  return <span className="[&:lang(zh)]:hidden"> </span>;
}

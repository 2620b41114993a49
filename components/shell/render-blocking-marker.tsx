const ID = 'paint-from-here';

/**
 * Blocks the first paint until the parser has reached this. Content at an edge or in a row of flexible length
 * (navigation, header, bars) would move while the rest of it is parsed; what comes after is painted as it is parsed.
 */
export function RenderBlockingMarker() {
  return (
    <>
      <link rel="expect" href={`#${ID}`} blocking="render" />
      <span id={ID} hidden />
    </>
  );
}

const ID = 'paint-from-here';

/**
 * The browser paints nothing of a page that is loaded before it has read as far as this. What stands at an edge or in a row of its
 * own length (navigation, header, bars) would move when the rest of it is read; what comes behind is painted as it is read.
 */
export function RenderBlockingMarker() {
  return (
    <>
      <link rel="expect" href={`#${ID}`} blocking="render" />
      <span id={ID} hidden />
    </>
  );
}

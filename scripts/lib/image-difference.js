/** Color channels that differ by no more come from antialiasing. */
const TOLERANCE = 24;

/**
 * Compares two screenshots in the browser, which can decode PNG.
 *
 * @param {import('@playwright/test').Page} page any page
 * @param {Buffer} before PNG
 * @param {Buffer} after PNG
 * @returns {Promise<{ share: number, size: string | null, image: Buffer }>} share: of the pixels that differ. size: both
 *   sizes as text, null if they are the same. image: the second one, with what differs in red
 */
export async function differenceOf(page, before, after) {
  const sources = [before, after].map((image) => `data:image/png;base64,${image.toString('base64')}`);
  const { image, ...found } = await page.evaluate(compareImages, { sources, tolerance: TOLERANCE });
  return { ...found, image: Buffer.from(image.split(',')[1] ?? '', 'base64') };
}

/** Runs in the browser. @param {{ sources: string[], tolerance: number }} options */
async function compareImages({ sources, tolerance }) {
  const [before, after] = await Promise.all(
    sources.map(async (source) => createImageBitmap(await (await fetch(source)).blob())),
  );
  const width = Math.max(before.width, after.width);
  const height = Math.max(before.height, after.height);
  const [old, now] = [before, after].map((bitmap) => {
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, width, height);
  });
  let differing = 0;
  for (let at = 0; at < now.data.length; at += 4) {
    const gap = Math.max(
      ...[0, 1, 2, 3].map((channel) => Math.abs(old.data[at + channel] - now.data[at + channel])),
    );
    if (gap > tolerance) {
      differing += 1;
      now.data.set([255, 0, 0, 255], at);
    }
  }
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  canvas.getContext('2d').putImageData(now, 0, 0);
  const isSameSize = before.width === after.width && before.height === after.height;
  const size = `${before.width} × ${before.height} before, ${after.width} × ${after.height} now`;
  return {
    share: differing / (width * height),
    size: isSameSize ? null : size,
    image: canvas.toDataURL('image/png'),
  };
}

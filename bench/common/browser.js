import { chromium } from 'playwright-core';
import { findChromium } from '../../scripts/lib/chromium.js';

/** A Chromium that fetches and reports nothing of its own. */
export async function launchBrowser() {
  return await chromium.launch({
    executablePath: await findChromium(),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

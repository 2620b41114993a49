import type { BrowserContext, ConsoleMessage, WebError } from '@playwright/test';

/** What must be in nothing that is shown, printed or sent to a browser: the secret, a signature, the head of a signed request. */
export const SECRETS = [
  'sluice-sandbox-secret',
  'Signature=',
  'ACS3-HMAC',
  'x-acs-signature',
  'SignatureNonce',
];

/** The secrets that a text contains. */
export function secretsIn(text: string): string[] {
  return SECRETS.filter((secret) => text.toLowerCase().includes(secret.toLowerCase()));
}

/**
 * Has the pages of a context log what their policy forbade. By itself the browser logs nothing of a violation that a
 * script caught.
 */
export async function reportViolations(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile }) => {
      // oxlint-disable-next-line no-console -- `watchPages` listens to it.
      console.error(`Content Security Policy: ${effectiveDirective} ${blockedURI} ${sourceFile}`);
    });
  });
}

/** Collects what the pages of a context throw, and what their policy forbids, until it is stopped. */
export function watchPages(context: BrowserContext): { wrong: readonly string[]; stop: () => void } {
  const wrong: string[] = [];
  const onConsole = (message: ConsoleMessage) => {
    if (/content security policy|hydration|refused to (load|apply|execute)/i.test(message.text())) {
      wrong.push(message.text());
    }
  };
  const onError = (error: WebError) => void wrong.push(error.error().stack ?? error.error().message);
  context.on('console', onConsole);
  context.on('weberror', onError);
  return {
    wrong,
    stop: () => {
      context.off('console', onConsole);
      context.off('weberror', onError);
    },
  };
}

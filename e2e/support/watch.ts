import type { BrowserContext } from '@playwright/test';

/** What must be in nothing that is shown, printed or sent to a browser: the secret, a signature, the head of a signed request. */
export const SECRETS = [
  'sluice-sandbox-secret',
  'Signature=',
  'ACS3-HMAC',
  'x-acs-signature',
  'SignatureNonce',
];

/** Those of the secrets that stand in a text. */
export function secretsIn(text: string): string[] {
  return SECRETS.filter((secret) => text.toLowerCase().includes(secret.toLowerCase()));
}

/** Listens to the pages of a context: what they forbade by policy and what they threw, as it happens. */
export async function watchPages(context: BrowserContext): Promise<readonly string[]> {
  const wrong: string[] = [];
  // Of what a script tried and caught, the console says nothing by itself.
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile }) => {
      // oxlint-disable-next-line no-console -- It is what is listened to.
      console.error(`Content Security Policy: ${effectiveDirective} ${blockedURI} ${sourceFile}`);
    });
  });
  context.on('console', (message) => {
    if (/content security policy|hydration|refused to (load|apply|execute)/i.test(message.text())) {
      wrong.push(message.text());
    }
  });
  context.on('weberror', (error) => wrong.push(error.error().stack ?? error.error().message));
  return wrong;
}

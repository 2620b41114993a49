import { once } from 'node:events';
import { createServer } from 'node:http';

export const CLIENT = { id: 'sluice', secret: 'a-secret-of-the-provider' };

type Claims = Readonly<Record<string, unknown>>;

/** A real provider on loopback, whose people sign in with any password. `people`: their claims, by login. */
export async function startProvider(redirectUri: string, people: Readonly<Record<string, Claims>>) {
  const { default: Provider } = await import('oidc-provider');
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It does not listen.');
  const issuer = `http://127.0.0.1:${address.port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    // As most providers do: the claims are in the ID token, not only at an address of their own.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: { keys: ['a key of the test'] },
    features: { devInteractions: { enabled: true } },
    findAccount: (_: unknown, login: string) => ({
      accountId: login,
      claims: () => ({ sub: login, ...people[login] }),
    }),
  });
  server.on('request', provider.callback());
  return {
    issuer,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * What a browser does at the provider: follows its redirects, types a login and any password, and agrees. Returns where
 * the provider sends it in the end.
 */
export async function passProvider(start: string, login: string): Promise<URL> {
  const jar = new Map<string, string>();
  const origin = new URL(start).origin;
  let next: { url: URL; body?: URLSearchParams } = { url: new URL(start) };
  for (let step = 0; step < 12; step += 1) {
    const answer = await fetch(next.url, {
      method: next.body === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: { cookie: [...jar].map((pair) => pair.join('=')).join('; ') },
      ...(next.body && { body: next.body }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = '', ...value] = (cookie.split(';', 1)[0] ?? '').split('=');
      jar.set(name, value.join('='));
    }
    const location = answer.headers.get('location');
    if (location === null) {
      const [, prompt = ''] = /name="prompt" value="(\w+)"/.exec(await answer.text()) ?? [];
      if (prompt === '') throw new Error(`The provider shows no form at ${next.url.href}.`);
      next = { url: next.url, body: new URLSearchParams({ prompt, login, password: 'any' }) };
      continue;
    }
    const url = new URL(location, next.url);
    if (url.origin !== origin) return url;
    next = { url };
  }
  throw new Error('The provider does not come to an end.');
}

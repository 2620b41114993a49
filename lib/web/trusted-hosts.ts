const DEFAULT_PORT = 3000;

/**
 * The values of `Host` (and of the host part of `Origin`) that Sluice accepts: only its own loopback names, so that a
 * foreign name rebound to 127.0.0.1 gets nothing.
 */
export function trustedHosts(): readonly string[] {
  const port = process.env['PORT'] || String(DEFAULT_PORT);
  const names = ['127.0.0.1', 'localhost', '[::1]'];
  const hosts = names.map((name) => `${name}:${port}`);
  // A browser leaves the default port out of Host and Origin.
  return port === '80' ? [...hosts, ...names] : hosts;
}

import 'server-only';
import { config } from '../config';

/**
 * The origins by which Sluice is reached; it accepts no other `Origin`, and no `Host` but theirs. Over a network that is
 * `SLUICE_URL` alone. Otherwise they are its loopback names, so that a foreign name rebound to 127.0.0.1 gets nothing.
 */
export function trustedOrigins(): readonly string[] {
  const { url, port } = config();
  if (url !== null) return [url];
  const origins = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `http://${name}`);
  const withPort = origins.map((origin) => `${origin}:${port}`);
  // A browser leaves the default port out of Host and Origin.
  return port === 80 ? [...withPort, ...origins] : withPort;
}

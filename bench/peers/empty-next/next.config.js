import { fileURLToPath } from 'node:url';

// The packages are those of the checkout, two folders up, so that both sides run the very same Next and React.
const root = fileURLToPath(new URL('../../..', import.meta.url));

/** @type {import('next').NextConfig} */
export default { poweredByHeader: false, turbopack: { root }, outputFileTracingRoot: root };

import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin({
  requestConfig: './lib/i18n/request.ts',
  // Messages are compiled when the product is built: the browser gets no parser of their syntax (docs/decisions/104).
  experimental: {
    messages: { path: './lib/i18n/messages', format: 'json', locales: 'infer', precompile: true },
  },
});

/** @type {import('next').NextConfig} */
const nextConfig = {
  // `npm test` and `npm run check` check the types of everything; the build would do it once more.
  typescript: { ignoreBuildErrors: true },
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
  // On loopback, compressing a page takes longer than sending it. Read at startup, as all that is not part of the build.
  compress: Boolean(process.env['SLUICE_URL']),
  // Native bindings and packages that read their own files at run time cannot be bundled.
  serverExternalPackages: [
    'libsql',
    'pg',
    'pino',
    'prom-client',
    '@alicloud/openapi-core',
    '@alicloud/credentials',
    'httpx',
    '@cdktn/hcl2json',
  ],
  // lib/input-limits.ts holds the bound of every request; an action that names many listeners is longer than Next's own megabyte.
  experimental: { serverActions: { bodySizeLimit: '8mb' } },
};

export default withNextIntl(nextConfig);

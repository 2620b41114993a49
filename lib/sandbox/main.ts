import { parseArgs } from 'node:util';
import { z } from 'zod';
import { EDITION_NAMES } from './editions';
import { readThrottle } from './pipeline/throttle';
import { REGIONS } from './regions';
import { startSandbox } from './sandbox';
import { seedNameSchema } from './seeds/seeds';
import { LOOPBACK } from './server';
import type { TlsOptions } from './tls/certificates';

/** slb-api.md does not know these: they are the sandbox's own, and open nothing else. */
const DEFAULT_KEY_ID = 'LTAI5tSluiceSandbox00001';
const DEFAULT_KEY_SECRET = 'sluice-sandbox-secret';

const optionsSchema = z.object({
  port: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(z.int().max(65_535)),
  data: z.string().min(1),
  seed: seedNameSchema,
  throttle: z.string().transform((text, context) => {
    const throttle = readThrottle(text);
    if (throttle !== null) return throttle;
    context.addIssue('is no throttle');
    return z.NEVER;
  }),
  edition: z.enum(EDITION_NAMES),
  'default-region': z
    .string()
    .refine((regionId) => REGIONS.has(regionId))
    .optional(),
  tls: z.boolean(),
  'tls-cert': z.string().min(1).optional(),
  'tls-key': z.string().min(1).optional(),
});

/** A certificate that is given is wanted. */
function tlsOf(options: z.infer<typeof optionsSchema>): TlsOptions | undefined {
  const { 'tls-cert': certificateFile, 'tls-key': keyFile } = options;
  if (certificateFile !== undefined && keyFile !== undefined) return { certificateFile, keyFile };
  return options.tls ? 'own' : undefined;
}

/** Tells the parent, when there is one with a channel. */
function tellParent(
  message: { type: 'ready'; port: number; notice?: string } | { type: 'failed'; message: string },
): void {
  process.send?.(message);
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  tellParent({ type: 'failed', message });
  process.exitCode = 1;
  // The channel to a parent would keep a process alive that has nothing left to do.
  if (process.connected) process.disconnect();
}

function readOptions(): z.infer<typeof optionsSchema> | null {
  const tls = process.env.SLUICE_SANDBOX_TLS || '0';
  if (tls !== '0' && tls !== '1') return null;
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '4010' },
        data: { type: 'string', default: '.sluice/sandbox' },
        seed: { type: 'string', default: 'demo' },
        throttle: { type: 'string', default: 'off' },
        edition: { type: 'string', default: process.env.SLUICE_SANDBOX_EDITION || 'reference' },
        'default-region': { type: 'string', default: process.env.SLUICE_SANDBOX_DEFAULT_REGION || undefined },
        tls: { type: 'boolean', default: tls === '1' },
        'tls-cert': { type: 'string' },
        'tls-key': { type: 'string' },
      },
    });
    const parsed = optionsSchema.safeParse(values);
    const isHalf = (values['tls-cert'] === undefined) !== (values['tls-key'] === undefined);
    return parsed.success && !isHalf ? parsed.data : null;
  } catch {
    return null;
  }
}

async function main(): Promise<void> {
  // Only the owner may read what it keeps.
  process.umask(0o077);
  const options = readOptions();
  if (options === null) {
    fail(
      'Usage: sandbox --port 0-65535 --data DIR --seed demo|empty|huge|large|odd --edition reference|current --throttle off|published|ACTION=CALLS/SECONDS --default-region REGION --tls --tls-cert FILE --tls-key FILE',
    );
    return;
  }
  const tls = tlsOf(options);
  const started = await startSandbox({
    port: options.port,
    dataDir: options.data,
    seed: options.seed,
    accessKeyId: process.env.SLUICE_SANDBOX_ACCESS_KEY_ID || DEFAULT_KEY_ID,
    accessKeySecret: process.env.SLUICE_SANDBOX_ACCESS_KEY_SECRET || DEFAULT_KEY_SECRET,
    securityToken: process.env.SLUICE_SANDBOX_STS_TOKEN || undefined,
    defaultRegionId: options['default-region'],
    tls,
    settings: { edition: options.edition, throttle: options.throttle },
  });
  if (!started.ok) {
    fail(started.message);
    return;
  }
  const { sandbox } = started;
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    void sandbox.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop);
  const addresses = [...(tls === undefined ? [] : ['https']), 'http'].map(
    (scheme) => `${scheme}://${LOOPBACK}:${sandbox.port}`,
  );
  process.stdout.write(
    `Sandbox of SLB on ${addresses.join(' and ')}, edition ${options.edition}, data in ${options.data}\n`,
  );
  if (sandbox.authorityFile !== undefined) {
    process.stdout.write(`Clients over HTTPS must trust ${sandbox.authorityFile}\n`);
  }
  // Whoever starts Sluice sees what differs from the reference.
  const notice = options.edition === 'reference' ? undefined : `Edition of the sandbox: ${options.edition}`;
  tellParent({ type: 'ready', port: sandbox.port, notice });
}

try {
  await main();
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  const isOfDatabase = error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_');
  fail(isOfDatabase ? `The data of the sandbox cannot be used: ${message}.` : message);
}

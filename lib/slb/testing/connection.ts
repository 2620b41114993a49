import { forgetConfig } from '@/lib/config';

export const testKeyPair = {
  accessKeyId: 'LTAI5tSluiceSandbox00001',
  accessKeySecret: 'sluice-sandbox-secret',
};

/** Points the client of this process at a loopback port, as SLUICE_MODE=sandbox does. */
export function connectTo(
  port: number,
  {
    timeoutMillis = 10_000,
    deadlineMillis = 30_000,
  }: { timeoutMillis?: number; deadlineMillis?: number } = {},
): void {
  process.env['SLUICE_MODE'] = 'sandbox';
  process.env['SLUICE_SANDBOX_PORT'] = String(port);
  process.env['SLUICE_SLB_TIMEOUT_MS'] = String(timeoutMillis);
  process.env['SLUICE_SLB_DEADLINE_MS'] = String(deadlineMillis);
  forgetConfig();
}

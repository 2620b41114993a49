import { config, forgetConfig } from '@/lib/config';
import { regionHosts } from '../endpoints';
import { nameRegions } from '../named-regions';

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
    writeHorizonMillis = Math.min(timeoutMillis, 2_000),
    knowsRegions = true,
  }: {
    timeoutMillis?: number;
    deadlineMillis?: number;
    writeHorizonMillis?: number;
    /** As if DescribeRegions had listed those of the table, so that a test counts only its own calls. */
    knowsRegions?: boolean;
  } = {},
): void {
  process.env['SLUICE_MODE'] = 'sandbox';
  process.env['SLUICE_SANDBOX_PORT'] = String(port);
  process.env['SLUICE_SLB_TIMEOUT_MS'] = String(timeoutMillis);
  process.env['SLUICE_SLB_DEADLINE_MS'] = String(deadlineMillis);
  process.env['SLUICE_SLB_WRITE_HORIZON_MS'] = String(writeHorizonMillis);
  forgetConfig();
  if (knowsRegions) nameRegions(config().connection, regionHosts.keys());
}

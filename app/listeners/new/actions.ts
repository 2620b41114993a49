'use server';

import * as z from 'zod';
import type { AccessControlListOptions, InstanceOptions, RegionOptions } from '@/lib/listeners/form-options';
import * as options from '@/lib/listeners/options';
import { assertTrustedRequest } from '@/lib/trusted-request';

// What the form asks for while it is filled. An id may be any text: SLB is the judge of it.
const id = z.string().trim().min(1).max(200);

export async function readRegionOptions(regionId: unknown): Promise<RegionOptions> {
  await assertTrustedRequest();
  return options.readRegionOptions(id.parse(regionId));
}

export async function readInstanceOptions(
  regionId: unknown,
  loadBalancerId: unknown,
): Promise<InstanceOptions> {
  await assertTrustedRequest();
  return options.readInstanceOptions(id.parse(regionId), id.parse(loadBalancerId));
}

export async function readAccessControlListOptions(
  regionId: unknown,
  aclId: unknown,
): Promise<AccessControlListOptions> {
  await assertTrustedRequest();
  return options.readAccessControlListOptions(id.parse(regionId), id.parse(aclId));
}

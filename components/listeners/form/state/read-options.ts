import { fetchJson } from '@/components/shell/fetch-json';
import type {
  AccessControlListOptions,
  InstanceOptions,
  RegionOptions,
} from '@/lib/listeners/edit/form-options';

/** The reads of the form, of `app/(console)/listeners/new/options`. Each rejects where Sluice's own server gives no answer. */

export function readRegionOptions(region: string): Promise<RegionOptions> {
  return ask({ region });
}

export function readInstanceOptions(region: string, instance: string): Promise<InstanceOptions> {
  return ask({ region, instance });
}

export function readAccessControlListOptions(
  region: string,
  list: string,
): Promise<AccessControlListOptions> {
  return ask({ region, list });
}

function ask<T>(what: Record<string, string>): Promise<T> {
  return fetchJson(`/listeners/new/options?${new URLSearchParams(what)}`);
}

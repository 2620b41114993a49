import { z } from 'zod';
import type { Region } from '@/lib/slb/responses';
import { fields, rows } from './lenient';
import { text } from './values';

const regionSchema = fields({ RegionId: text, LocalName: text, RegionEndpoint: text }, [
  'RegionId',
]).transform((wire): Region => ({
  regionId: wire.RegionId,
  localName: wire.LocalName ?? wire.RegionId,
  endpoint: wire.RegionEndpoint ?? '',
}));

/** DescribeRegions (slb-api.md 3.1). */
export const regionsAnswer = z
  .object({ Regions: rows(regionSchema, { wrapper: 'Region', names: ['LocalName', 'RegionEndpoint'] }) })
  .transform((wire) => wire.Regions);

import { z } from 'zod';
import type { Region } from '@/lib/slb/responses';
import { optionalText, text, wrappedList } from './values';

const regionSchema = z
  .object({ RegionId: text, LocalName: optionalText, RegionEndpoint: optionalText })
  .transform((wire): Region => ({
    regionId: wire.RegionId,
    localName: wire.LocalName ?? wire.RegionId,
    endpoint: wire.RegionEndpoint ?? '',
  }));

/** DescribeRegions (slb-api.md 3.1). */
export const regionsAnswer = z
  .object({ Regions: wrappedList('Region', regionSchema) })
  .transform((wire) => wire.Regions);

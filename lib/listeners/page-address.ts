import { listenerKeySchema, type ListenerKey } from './outcome';

/** The listener that the segments of an address name (see hrefs.ts), as Next hands them; null where they name none. */
export function listenerKeyOf(segments: {
  regionId: string;
  loadBalancerId: string;
  listenerPort: string;
}): ListenerKey | null {
  const port = decoded(segments.listenerPort);
  const parsed = listenerKeySchema.safeParse({
    regionId: decoded(segments.regionId),
    loadBalancerId: decoded(segments.loadBalancerId),
    listenerPort: /^\d{1,5}$/.test(port) ? Number(port) : null,
  });
  return parsed.success ? parsed.data : null;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}

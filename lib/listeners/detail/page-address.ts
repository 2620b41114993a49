import { integerIn } from '@/lib/model/integer-text';
import { limits } from '@/lib/model/limits';
import { listenerKeySchema, type ListenerKey } from '@/lib/model/outcome';

/** The listener that a URL's segments name (see hrefs.ts), as Next passes them; null if they name none. */
export function listenerKeyOf(segments: {
  regionId: string;
  loadBalancerId: string;
  listenerPort: string;
}): ListenerKey | null {
  const parsed = listenerKeySchema.safeParse({
    regionId: decoded(segments.regionId),
    loadBalancerId: decoded(segments.loadBalancerId),
    listenerPort: integerIn(decoded(segments.listenerPort), limits.listenerPort),
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

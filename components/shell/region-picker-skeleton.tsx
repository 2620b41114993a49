import { Skeleton } from '@/components/ui/skeleton';

/** The picker's place while the regions are read. */
export function RegionPickerSkeleton() {
  return (
    <span className="px-3">
      <Skeleton width={104} />
    </span>
  );
}

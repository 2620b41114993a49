import { getTranslations } from 'next-intl/server';
import { Skeleton } from '@/components/ui/skeleton';
import { FormPage } from './form-page';

/** Fields of each group, so that the skeleton has the shape of what follows. */
const groups = [5, 3, 5];

/** The very shape of the form, before its choices are read. */
export async function FormSkeleton({ title }: { title?: string }) {
  const t = await getTranslations('form');
  return (
    <FormPage title={title ?? t('title')} crumb={<span>{t('listeners')}</span>}>
      <div
        aria-busy="true"
        className="grid flex-1 grid-cols-[132px_minmax(0,1fr)_408px] max-lg:grid-cols-[132px_minmax(0,1fr)_316px] max-md:grid-cols-[minmax(0,1fr)]"
      >
        <output className="sr-only">{t('loading')}</output>
        <div aria-hidden="true" className="max-md:h-[46px] max-md:border-b max-md:border-line" />
        <div className="@container px-6 pt-4 max-sm:px-4 max-sm:pt-3">
          {groups.map((fields, group) => (
            <div key={fields + group * 10} className="mb-6">
              <div className="h-7 border-b border-line-2">
                <Skeleton width={96} />
              </div>
              {Array.from({ length: fields }, (_, field) => (
                <div
                  key={field}
                  className="grid h-[47px] grid-cols-[132px_minmax(0,1fr)_156px] items-center gap-x-4 border-b border-line last:border-b-0 max-sm:h-[85px] max-sm:grid-cols-1 sm:@max-[650px]:h-16 sm:@max-[650px]:grid-cols-[116px_minmax(0,1fr)]"
                >
                  <Skeleton width={72} />
                  <span className="h-(--h-control) rounded-2 border border-line-2 max-sm:h-10" />
                  <span className="max-sm:hidden sm:@max-[650px]:col-start-2">
                    <Skeleton width={104} thin />
                  </span>
                </div>
              ))}
            </div>
          ))}
        </div>
        <div className="border-l border-line bg-canvas max-md:hidden" />
      </div>
    </FormPage>
  );
}

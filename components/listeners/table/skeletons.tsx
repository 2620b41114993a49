import { getTranslations } from 'next-intl/server';
import { buttonClass } from '@/components/ui/button-variant';
import box from '@/components/ui/box.module.css';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { Skeleton } from '@/components/ui/skeleton';
import { Cell, Row } from '@/components/ui/table';
import frame from '@/components/ui/table.module.css';
import { filterOf } from '@/lib/listeners/list/filter/filter';
import type { ListQuery } from '@/lib/listeners/list/list-query';
import { rowColumns, tableColumns, type TableColumn } from './table-columns';
import { TableFrame } from './table-frame';
import css from './table.module.css';

const ROWS = 20;

/** Widths of the text that follows: the first line, and the second if the column has one. */
const WIDTHS: Record<TableColumn['name'], readonly [number, number?]> = {
  port: [60, 96],
  description: [84],
  state: [104],
  status: [66],
  healthy: [40],
  instance: [56, 150],
  region: [76],
  address: [84],
  'address-type': [44],
  backend: [48, 66],
  scheduler: [24],
  'health-check': [64, 52],
  access: [70],
  bandwidth: [28],
  changed: [44],
  tag: [84],
};

/** As many rows as a page is high, each as high and wide as what follows. */
function SkeletonRows({ columns }: { columns: readonly TableColumn[] }) {
  return Array.from({ length: ROWS }, (_, row) => (
    <Row key={row} aria-hidden="true">
      <Cell className={css.select}>
        <span className={cx(box.box, box.tick)} />
      </Cell>
      {columns.map(({ name }) => {
        const [first, second] = WIDTHS[name];
        // Lengths differ as those of names do.
        const more = second === undefined ? 0 : (row % 4) * 9;
        return (
          <Cell key={name} className={cx(css[name], css.two, second !== undefined && css.both)}>
            <span>
              <Skeleton width={first + more} />
            </span>
            {second !== undefined && (
              <span className={name === 'instance' ? css.id : css.second}>
                <Skeleton width={second} thin />
              </span>
            )}
          </Cell>
        );
      })}
      <Cell className={css.actions}>
        <span className={css.more} />
      </Cell>
    </Row>
  ));
}

/** The table while nothing was read yet. */
export function SkeletonTable({ query }: { query: ListQuery }) {
  const columns = rowColumns(query, filterOf(query.text));
  return (
    <div className={cx(frame.place, css.wrap)}>
      <TableFrame query={null} columns={columns} busy>
        <SkeletonRows columns={tableColumns(columns)} />
      </TableFrame>
    </div>
  );
}

/** The views, as high as they will be. */
export function SkeletonViews() {
  return (
    <div
      aria-hidden="true"
      className="flex flex-none items-center gap-6 border-b border-line px-5 max-sm:px-4"
    >
      <span className="h-8 max-sm:h-10 short:h-7" />
      {[40, 70, 84].map((width) => (
        <Skeleton key={width} width={width} />
      ))}
    </div>
  );
}

/** Search and filters, as high as they will be. */
export async function SkeletonBar() {
  const t = await getTranslations('query');
  return (
    <div className="flex flex-none items-start gap-2 px-5 py-2 max-sm:flex-wrap max-sm:px-4 short:py-1">
      <div className="flex min-h-(--h-control) min-w-0 flex-1 items-center gap-1 rounded-2 border border-control bg-raised py-0.5 pr-1 pl-2 text-ink-3 max-sm:min-h-10.5 max-sm:basis-full">
        <Icon name="search" className="text-ink" />
        <span className="px-1">{t('bar.placeholder')}</span>
      </div>
      <div aria-hidden="true" className="pointer-events-none flex gap-2 max-sm:w-full max-sm:gap-1">
        <span className={buttonClass({}, 'max-sm:flex-1 max-sm:px-1.5')}>
          <Icon name="plus" className="invisible" />
          <span className="invisible">{t('add.button')}</span>
        </span>
        <span className="h-(--h-control) w-40 max-sm:hidden" />
        <span className={buttonClass({ iconOnly: true }, 'max-sm:hidden')} />
        <span className={buttonClass({}, 'max-sm:flex-1 max-sm:px-1.5')}>
          <Icon name="columns" className="invisible" />
          <span className="invisible">{t('layout.button')}</span>
        </span>
        <span className={buttonClass({ iconOnly: true }, 'sm:hidden')} />
        <span className={buttonClass({ iconOnly: true })} />
        <span className={buttonClass({ iconOnly: true })} />
      </div>
    </div>
  );
}

/** Says once, for the whole page, that it is on its way. */
export function SkeletonFoot({ words }: { words: string }) {
  return (
    <footer className="flex h-9 flex-none items-center border-t border-line bg-canvas pr-4 pl-5 text-12 text-ink-2">
      <output>{words}</output>
    </footer>
  );
}

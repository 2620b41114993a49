type Props = {
  /** In pixels: the width of what follows. */
  width: number;
  /** The second line of a cell. */
  thin?: boolean;
};

/** A placeholder for text that is loading. Its container announces it once (`aria-busy`). */
export function Skeleton({ width, thin = false }: Props) {
  return (
    <span
      aria-hidden="true"
      style={{ width }}
      className={`inline-block max-w-full rounded-1 bg-press align-middle ${thin ? 'h-[7px]' : 'h-2.5'}`}
    />
  );
}

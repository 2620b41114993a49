import type { ReactNode } from 'react';

/** In a square of 16: gate up, gate down, dashes behind the gate while it moves. */
const SHAPES = {
  running: 'M7 1h2v6H7zM1 10h14v4H1z',
  stopped: 'M7 1h2v14H7zM1 10h4v4H1z',
  starting: 'M7 1h2v7H7zM1 10h6v4H1zM8.5 10h2v4h-2zM12.5 10h2v4h-2z',
  stopping: 'M7 1h2v11.5H7zM1 10h4v4H1zM11 10h1.5v4H11zM14 10h1v4h-1z',
  configuring: 'M7 1h2v6H7zM1 10h2.5v4H1zM5 10h2.5v4H5zM9 10h2.5v4H9zM13 10h2v4h-2z',
};
/** Dots where nothing is known. */
const UNKNOWN = 'M7 1h2v3H7zM7 6h2v3H7zM1 11h2v2H1zM5 11h2v2H5zM9 11h2v2H9zM13 11h2v2h-2z';

type Known = keyof typeof SHAPES;
type Props = {
  /** The service's status. An unknown one gets a shape of its own and keeps its name. */
  status: Known | (string & {});
  /** The text, plus the seconds while it is changing. */
  children: ReactNode;
};

function isKnown(status: string): status is Known {
  return Object.hasOwn(SHAPES, status);
}

/** A listener's status, as a shape and a text. */
export function Status({ status, children }: Props) {
  return (
    <span data-status={status} className="status">
      <svg aria-hidden="true" viewBox="0 0 16 16">
        <path d={isKnown(status) ? SHAPES[status] : UNKNOWN} />
      </svg>
      {children}
    </span>
  );
}

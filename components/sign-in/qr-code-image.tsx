import type { QrCode } from '@/lib/auth/qr-code';

/** Whole pixels, so that all modules are of one size. */
const MODULE_PIXELS = 4;

/** Dark on white in every theme: few scanners read an inverted code. */
export function QrCodeImage({ code: { size, path }, label }: { code: QrCode; label: string }) {
  return (
    <svg
      role="img"
      aria-label={label}
      width={size * MODULE_PIXELS}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="h-auto max-w-full rounded-2 outline outline-line forced-color-adjust-none"
    >
      <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
      <path fill="#000" d={path} />
    </svg>
  );
}

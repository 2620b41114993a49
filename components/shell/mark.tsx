/** The mark: lines run to a gate; one gets through. */
export function Mark() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className="size-[22px] flex-none fill-current">
      <path d="M2 4h8v2.5H2zM2 10.75h8v2.5H2z" />
      <path d="M12 1.5h2.5v13H12z" />
      <path className="fill-accent-mark" d="M2 17.5h20V20H2z" />
    </svg>
  );
}

/** A page without regions of its own leaves the header's place for them empty. */
export default function NoRegions() {
  return null;
}

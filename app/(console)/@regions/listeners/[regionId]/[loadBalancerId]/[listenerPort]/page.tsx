/** Without this, coming here by a link would keep the region picker of the list in the header. */
export default function NoRegions() {
  return null;
}

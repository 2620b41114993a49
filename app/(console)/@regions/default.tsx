/** Pages without a region picker leave its slot in the header empty. */
export default function NoRegions() {
  return null;
}

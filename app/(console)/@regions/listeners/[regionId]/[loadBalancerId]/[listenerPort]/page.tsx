/** Without this, navigating here from the list would leave its region picker in the header. */
export default function NoRegions() {
  return null;
}

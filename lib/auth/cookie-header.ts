/** The cookies of a `Cookie` header, without one of them. */
export function cookiesWithout(header: string, name: string): string {
  return header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '' && !pair.startsWith(`${name}=`))
    .join('; ');
}

/**
 * @param {string} version of the Node that runs, e.g. `20.20.2`
 * @param {string} range `>=MAJOR.MINOR`, as package.json's engines states it
 * @returns {string | null} a sentence when the version is too old
 */
export function nodeVersionProblem(version, range) {
  const [requiredMajor, requiredMinor] = range.replace('>=', '').split('.').map(Number);
  const [major, minor] = version.split('.').map(Number);
  if (major > requiredMajor || (major === requiredMajor && minor >= requiredMinor)) return null;
  return `Sluice needs Node ${requiredMajor}.${requiredMinor} or newer; this is Node ${version}.`;
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem } from '../../scripts/lib/problem.js';
import { run as runProgram } from '../../scripts/lib/processes.js';
import { root } from '../../scripts/lib/root.js';

/**
 * `npm run bench -- activity`: pages of the audit log under filters, and how long verify-activity takes for all of it.
 *
 * @param {string[]} args `--writes N`, a million unless given
 */
export async function run(args) {
  const { values } = parseArgs({ args, options: { writes: { type: 'string', default: '1000000' } } });
  if (!/^[1-9]\d*$/.test(values.writes)) throw new Problem('--writes requires a whole number.');
  const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-activity-'));
  try {
    const env = { ...process.env, SLUICE_DATA_DIR: folder };
    const measure = join(root, 'lib/activity/testing/measure.ts');
    const flags = ['--conditions=react-server', '--import', 'tsx', measure, values.writes];
    const measured = await runProgram(process.execPath, flags, { cwd: root, env });
    if (measured.code !== 0) throw new Problem('The measurement failed.');
    const startedAt = performance.now();
    const verify = [join(root, 'scripts/verify-activity.js'), '--data', folder];
    const { code } = await runProgram(process.execPath, verify, { cwd: root, env });
    console.log(`verify-activity: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    if (code !== 0) throw new Problem('The generated audit log has no valid hash chain.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

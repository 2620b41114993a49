import { readFileSync } from 'node:fs';
import { nodeVersionProblem } from './node-version.js';
import { Problem } from './problem.js';
import { root } from './root.js';

/**
 * The entry point of every command: makes sure its packages are installed before it runs. Nothing an old Node cannot
 * parse may be imported statically up to here: the message about the version must come before a syntax error does.
 *
 * @param {() => Promise<void>} command loads and runs the command
 */
export async function enter(command) {
  try {
    const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    const tooOld = nodeVersionProblem(process.versions.node, engines.node);
    if (tooOld) throw new Problem(tooOld);
    (await import('./end-with-npm.js')).endWithNpm(process.env);
    await (await import('./install.js')).ensureInstalled(root);
    await command();
  } catch (error) {
    const { isEnding, stopChildren } = await import('./processes.js');
    if (isEnding()) return;
    // A Problem is meant for the operator; anything else is a bug and keeps its stack.
    const message = error instanceof Problem ? error.message : error;
    console.error(message);
    await stopChildren();
    if (process.send) {
      process.send({ type: 'failed', message: String(message) }, () => process.exit(1));
      return;
    }
    process.exit(1);
  }
}

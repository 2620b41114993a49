import { join } from 'node:path';
import { ensureServerBuilt } from '../lib/build.js';
import { lockDataFolder } from '../lib/lock.js';
import { Problem } from '../lib/problem.js';
import { endOnRequest, startChild } from '../lib/processes.js';
import { announce, findPorts, liveTogether, sandboxDataDir, serverEnv } from '../lib/product.js';
import { root } from '../lib/root.js';
import { answers, giveTimeItAsksFor, noticeIn } from '../lib/server.js';
import { readSettings } from '../lib/settings.js';

/**
 * `npm run dev`: both servers from their sources, each following edits, except `next.config.js` and the few files
 * around Next (`lib/web`), which are read once at startup. Their output is passed through, colors and all.
 */
export async function dev() {
  endOnRequest({ exitCode: 0 });
  const settings = readSettings(process.env);
  await lockDataFolder(settings.dataDir);
  const ports = await findPorts(settings);
  const env = { ...serverEnv(settings, ports), NODE_ENV: 'development' };

  await ensureServerBuilt();
  const servers = [follow('Sluice', ['dist/server.js'], env)];
  if (settings.mode === 'sandbox') {
    const flags = ['--port', String(ports.sandboxPort), '--data', sandboxDataDir(settings)];
    const watch = [
      'node_modules/tsx/dist/cli.mjs',
      'watch',
      '--clear-screen=false',
      'lib/sandbox/main.ts',
      ...flags,
    ];
    servers.push(follow('The sandbox', watch, env, { isLast: true }));
  }

  const together = liveTogether(servers);
  const answering = [
    answers(ports.port),
    ...(settings.mode === 'sandbox' ? [answers(ports.sandboxPort)] : []),
  ];
  await Promise.race([Promise.all(answering), together]);
  announce(settings, ports, servers);
  await together;
}

/**
 * @param {string} name
 * @param {readonly string[]} args the program is a path in the checkout
 * @param {NodeJS.ProcessEnv} env
 * @param {{ isLast?: boolean }} [options] isLast: others need it until their end
 */
function follow(name, [program, ...args], env, { isLast } = {}) {
  if (program === undefined) throw new Problem(`Nothing to run as ${name}.`);
  const child = startChild(process.execPath, [join(root, program), ...args], {
    cwd: root,
    env,
    output: 'inherit',
    alone: true,
    isLast,
  });
  giveTimeItAsksFor(child);
  child.on('message', (message) => {
    if (noticeIn(message)) console.log(noticeIn(message));
  });
  const ended = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(`${name} ended (${signal ?? `code ${code}`}).`));
    child.once('error', (error) => resolve(`${name} could not be run: ${error.message}.`));
  });
  return { pid: child.pid, ended, notice: '' };
}

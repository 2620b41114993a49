import { expect, it, onTestFailed } from 'vitest';
import { ensureBuilt } from '../build.js';
import { runChaos } from './run-chaos.js';

/** `npm run chaos`, briefly. The build is the one that the browser tests serve. */
const PATIENCE_MILLIS = 300_000;

it(
  'does nothing twice and loses nothing while three processes and their database are killed and restarted during runs',
  async () => {
    await ensureBuilt();
    const said: string[] = [];
    onTestFailed(() => console.log(said.join('\n')));
    const findings = await runChaos({
      seed: 1,
      seconds: 8,
      processes: 3,
      listeners: 30,
      limit: 40,
      say: (sentence) => said.push(sentence),
    });
    expect(findings).toEqual([]);
  },
  PATIENCE_MILLIS,
);

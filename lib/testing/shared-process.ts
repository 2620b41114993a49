import httpx from 'httpx';
import { afterAll, vi } from 'vitest';
import type { database } from '@/lib/db/database';

/**
 * Vitest's setup for each file of unit tests. They run one after another in the same processes, which is three times as
 * fast as a process for each, so what a file leaves behind is undone after its last hook: timers, the open database, what
 * Sluice keeps on `globalThis`, the proxy of cloud mode, and the environment. Modules stay loaded, and none may be mocked (lib/floors.test.ts).
 */
const environment = { ...process.env };
const before = { setTimeout, setInterval };
// Cloud mode sends what the vendor's libraries ask for through its proxy.
const { request } = httpx;
const timers: NodeJS.Timeout[] = [];
// Not through lib/db/database, which takes longer to load than the tests of many files.
const held: typeof globalThis & { sluiceDatabase?: ReturnType<typeof database> } = globalThis;

globalThis.setTimeout = remembering(setTimeout);
globalThis.setInterval = remembering(setInterval);

afterAll(async () => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  Object.assign(globalThis, before);
  httpx.request = request;
  timers.forEach(clearTimeout);
  await (await held.sluiceDatabase)?.destroy();
  for (const name of Object.keys(globalThis)) {
    if (name.startsWith('sluice')) Reflect.deleteProperty(globalThis, name);
  }
  for (const name of Object.keys(process.env)) {
    if (!Object.hasOwn(environment, name)) delete process.env[name];
  }
  Object.assign(process.env, environment);
});

/** The same function, whose timers are cleared at the end. */
function remembering<Start extends typeof setTimeout | typeof setInterval>(start: Start): Start {
  return new Proxy(start, {
    apply: (target, self, parameters) => {
      const timer: NodeJS.Timeout = Reflect.apply(target, self, parameters);
      timers.push(timer);
      return timer;
    },
  });
}

import type { TestProject } from 'vitest/node';
import { Problem } from './problem.js';
import { presentPostgres, startPostgres } from './postgres.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the server on which the tests of project `postgres` make their databases. */
    postgresServer: string;
  }
}

/** Vitest's global setup of the tests that run on PostgreSQL as well. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const programs = presentPostgres();
  if (programs === null) throw new Problem('There is no PostgreSQL on this machine.');
  const server = await startPostgres(programs);
  project.provide('postgresServer', server.url);
  return server.stop;
}

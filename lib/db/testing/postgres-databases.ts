import { Client } from 'pg';
import { inject } from 'vitest';
import { openDatabase } from '../database';

/**
 * Databases for tests on the PostgreSQL server that `scripts/lib/vitest-postgres.ts` starts. Each is a copy of one that
 * has been migrated.
 */

const held: { template?: Promise<string>; count: number } = { count: 0 };

/** The server's URL if this process tests on PostgreSQL; null: it tests on the embedded database. */
export function postgresServer(): string | null {
  return process.env['SLUICE_TEST_DATABASE'] === 'postgres' ? inject('postgresServer') : null;
}

/** Makes an empty, migrated database and returns its URL. */
export async function newPostgresDatabase(server: string): Promise<string> {
  const template = await (held.template ??= newTemplate(server));
  held.count += 1;
  const name = `test_${process.pid}_${held.count}`;
  await onServer(server, `create database ${name} template ${template}`);
  return urlOf(server, name);
}

/** Removes a database with all connections to it. */
export async function dropPostgresDatabase(server: string, url: string): Promise<void> {
  await onServer(server, `drop database if exists ${new URL(url).pathname.slice(1)} with (force)`);
}

async function newTemplate(server: string): Promise<string> {
  const name = `template_${process.pid}`;
  await onServer(server, `drop database if exists ${name}`);
  await onServer(server, `create database ${name}`);
  await (await openDatabase(urlOf(server, name))).destroy();
  return name;
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: urlOf(server, 'postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function urlOf(server: string, database: string): string {
  return Object.assign(new URL(server), { pathname: `/${database}` }).href;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../problem.js';
import { root } from '../root.js';

/** @type {Map<string, string> | undefined} */
let ids;

/**
 * The id under which the build serves a server action.
 *
 * @param {string} name
 */
function idOfAction(name) {
  if (ids === undefined) {
    const manifest = JSON.parse(
      readFileSync(join(root, '.next/server/server-reference-manifest.json'), 'utf8'),
    );
    ids = new Map(Object.entries(manifest.node).map(([id, { exportedName }]) => [exportedName, id]));
  }
  const id = ids.get(name);
  if (id === undefined) throw new Problem(`The build has no server action ${name}.`);
  return id;
}

/**
 * Calls a server action as the list's page does: React's encoding of plain values is JSON, and the row of the response with
 * number 1 is what the action returned.
 *
 * @param {string} url of Sluice
 * @param {string} name
 * @param {readonly unknown[]} args
 * @returns {Promise<unknown>} what it returned
 */
export async function callAction(url, name, args) {
  const response = await fetch(`${url}/listeners`, {
    method: 'POST',
    headers: {
      accept: 'text/x-component',
      'content-type': 'text/plain;charset=UTF-8',
      'next-action': idOfAction(name),
      origin: url,
    },
    body: JSON.stringify(args),
  });
  const text = await response.text();
  const returned = /^1:(.*)$/m.exec(text)?.[1];
  if (response.status !== 200 || returned === undefined)
    throw new Problem(`${name} was answered ${response.status}: ${text.slice(0, 300)}`);
  return JSON.parse(returned);
}

/**
 * @param {string} url
 * @param {unknown} body
 * @returns {Promise<unknown>} the response
 */
export async function postJson(url, body) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(url).origin },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Problem(`${url} was answered ${response.status}: ${await response.text()}`);
  return response.json();
}

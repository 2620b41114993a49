import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Every page, layout, route and action there is calls its boundary: found in the source, so that none is forgotten. */

const root = join(import.meta.dirname, '../..');

type Source = { path: string; text: string };
const app: Source[] = readdirSync(join(root, 'app'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
  .map((path) => ({ path: `app/${path}`, text: readFileSync(join(root, 'app', path), 'utf8') }));

/** What comes before a session: it renders forms, and reads nothing. */
const BEFORE_SESSION = ['app/layout.tsx', 'app/(sign-in)/'];
const isBeforeSession = ({ path }: Source) => BEFORE_SESSION.some((start) => path.startsWith(start));

const isRendered = ({ path }: Source) =>
  /\/(?:page|layout|default|template|error|not-found)\.tsx$/.test(path);
const isRoute = ({ path }: Source) => path.endsWith('/route.ts');
const isAction = ({ text }: Source) => /^'use server';/m.test(text);
/** It runs in the browser, and has what a page has given it. */
const isClient = ({ text }: Source) => text.startsWith("'use client'");

const PAGE_BOUNDARY = /\brequire(?:Actor|Access)\(\)/;
const ACTION_BOUNDARY = /\bawait assert(?:TrustedRequest|OwnAccount)\(\)/;

/** The functions of a file as its formatter leaves them, with what they contain. */
function functionsIn(text: string) {
  return [...text.matchAll(/^(export )?(?:default )?(async )?function (\w+)[^]*?\n\}$/gm)].map(
    ([body, exported, isAsync, name = '']) => ({
      name,
      body,
      isExported: exported !== undefined,
      isAsync: isAsync !== undefined,
    }),
  );
}

function unguardedPages(sources: readonly Source[]): string[] {
  return sources
    .filter((source) => isRendered(source) && !isBeforeSession(source) && !isClient(source))
    .flatMap((source) => {
      const shown = functionsIn(source.text).filter(({ isExported }) => isExported);
      if (!shown.some(({ body }) => body.startsWith('export default')))
        return [`${source.path}: no function`];
      return shown
        .filter(({ body }) => !PAGE_BOUNDARY.test(body))
        .map(({ name }) => `${source.path}: ${name}`);
    });
}

function unguardedRoutes(sources: readonly Source[]): string[] {
  return sources.filter(isRoute).flatMap((source) =>
    [...source.text.matchAll(/^export (?:const|(?:async )?function) (\w+)(.*)$/gm)]
      .filter(([, , start = '']) => !start.startsWith(' = trustedRoute('))
      .filter(([, , start = '']) => !(isBeforeSession(source) && start.startsWith(' = callbackRoute(')))
      .map(([, name]) => `${source.path}: ${name}`),
  );
}

function unguardedActions(sources: readonly Source[]): string[] {
  return sources
    .filter((source) => isAction(source) && !isBeforeSession(source))
    .flatMap((source) => {
      const functions = functionsIn(source.text);
      const guards = functions.filter(({ body }) => ACTION_BOUNDARY.test(body)).map(({ name }) => name);
      const isGuarded = ({ name, body }: { name: string; body: string }) =>
        guards.includes(name) ||
        guards.some((guard) => body.includes(`await ${guard}(`) || body.includes(`return ${guard}(`));
      const exported = [...source.text.matchAll(/^export (?!type|default)[^\n]*?(\w+)(?= ?[(=])/gm)];
      return exported
        .filter(([, name]) => !functions.some((each) => each.name === name && isGuarded(each)))
        .map(([, name]) => `${source.path}: ${name}`);
    });
}

const pages = app.filter((source) => isRendered(source) && !isBeforeSession(source));

describe('the boundaries', () => {
  it('are called by every page and layout of the console, for what it shows and for its title', () => {
    expect(pages.length).toBeGreaterThan(15);
    expect(unguardedPages(app)).toEqual([]);
  });

  it('are called by every route', () => {
    expect(app.filter(isRoute).length).toBeGreaterThan(15);
    expect(unguardedRoutes(app)).toEqual([]);
  });

  it('are called by every action', () => {
    expect(app.filter(isAction).length).toBeGreaterThan(3);
    expect(unguardedActions(app)).toEqual([]);
  });

  it('are missed by each one that loses its call', () => {
    const without = (call: RegExp) =>
      app.map(({ path, text }) => ({ path, text: text.replaceAll(call, 'undefined') }));
    const guardedPages = pages.filter((source) => !isClient(source)).map(({ path }) => path);
    const missed = unguardedPages(without(/\brequire(?:Actor|Access)\(\)/g));
    expect(new Set(missed.map((each) => each.split(':')[0]))).toEqual(new Set(guardedPages));

    const routes = app.filter((source) => isRoute(source) && !isBeforeSession(source));
    const unguarded = unguardedRoutes(without(/\btrustedRoute\(/g));
    expect(new Set(unguarded.map((each) => each.split(':')[0]))).toEqual(
      new Set(routes.map(({ path }) => path)),
    );

    const actions = app.filter((source) => isAction(source) && !isBeforeSession(source));
    const bare = unguardedActions(without(/await assert\w+\(\)/g));
    expect(new Set(bare.map((each) => each.split(':')[0]))).toEqual(new Set(actions.map(({ path }) => path)));
  });

  it('have nothing to guard before a session: what comes before it reads no listener, run or entry', () => {
    const before = app.filter(isBeforeSession);
    expect(before.length).toBeGreaterThan(3);
    const reading = before.filter(({ text }) =>
      /from '@\/lib\/(?:activity|inventory|listeners|runs|slb)\//.test(text),
    );
    expect(reading.map(({ path }) => path)).toEqual([]);
  });
});

import { afterEach } from 'vitest';
import { noContent } from '../client';
import type { Effect } from '../errors';
import { reject, startAnsweringServer, succeed, type Answer } from './answering-server';
import { connectTo } from './connection';

const cleanUps: (() => Promise<void>)[] = [];

/** For the top of a test file: makes endpoints that respond as instructed until the test ends. */
export function endpoints() {
  afterEach(async () => {
    await Promise.all(cleanUps.splice(0).map((cleanUp) => cleanUp()));
  });
  return async (answer: Answer, times?: Parameters<typeof connectTo>[1]) => {
    const server = await startAnsweringServer(answer);
    cleanUps.push(server.stop);
    connectTo(server.port, times);
    return server;
  };
}

export function callOf(effect: Effect, parameters: Record<string, string> = {}) {
  return { action: 'SomeAction', regionId: 'cn-hangzhou', parameters, effect, answer: noContent };
}

/** Answers the first calls one by one, and every later one with success. */
export function inTurn(...answers: Answer[]): Answer {
  let next = 0;
  return (request, response) => {
    const answer = answers[next];
    next += 1;
    if (answer === undefined) succeed(response);
    else answer(request, response);
  };
}

export const throttle: Answer = (_request, response) => reject(response, 400, 'Throttling.User');

import { expect, test } from 'vitest';
import { nodeVersionProblem } from './node-version';

test.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('Node %s is new enough for >=20.19', (version) => {
  expect(nodeVersionProblem(version, '>=20.19')).toBeNull();
});

test.each(['20.18.3', '18.20.0', '8.9.4'])(
  'Node %s is too old for >=20.19, and the message says so',
  (version) => {
    expect(nodeVersionProblem(version, '>=20.19')).toBe(
      `Sluice needs Node 20.19 or newer; this is Node ${version}.`,
    );
  },
);

import { expect, it, vi } from 'vitest';
import { forgetConfig } from '@/lib/config';
import { localActor } from '@/lib/model/actor';
import { permissionOf } from '@/lib/model/permission';
import { accessNow } from './access';
import { peopleWorld } from './testing/people-world';

peopleWorld();

it('what was begun on loopback has no rights once people sign in', async () => {
  const requester = localActor(null);
  expect(permissionOf(await accessNow(requester), 'administer-people').allowed).toBe(false);
  vi.stubEnv('SLUICE_URL', '');
  forgetConfig();
  expect(permissionOf(await accessNow(requester), 'administer-people').allowed).toBe(true);
});

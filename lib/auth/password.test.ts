import { describe, expect, it } from 'vitest';
import { hashPassword, isPassword, weaknessOf } from './password';

const email = 'ada.lovelace@example.com';

describe('a password', () => {
  it.each([
    ['short', 'too-short'],
    ['elevenchars', 'too-short'],
    ['x'.repeat(200), 'too-long'],
    ['password1234', 'well-known'],
    ['P@ssw0rd2026!', 'well-known'],
    ['123456789012', 'well-known'],
    ['qwertyuiop123', 'well-known'],
    ['aaaaaaaaaaaaaa', 'well-known'],
    ['welcomeadmin2026', 'well-known'],
    ['ada.lovelace-1815', 'contains-email'],
    ['correct horse battery', null],
    ['这是一个很长的密码用来登录', null],
    ['kT9$mQ2!vB7x', null],
  ])('%s: %s', (password, weakness) => {
    expect(weaknessOf(password, email)).toBe(weakness);
  });

  it('is the same however its letters are composed', async () => {
    const hashed = await hashPassword('une clé très longue');
    expect(await isPassword('une clé très longue', hashed)).toBe(true);
    expect(await isPassword('une cle tres longue', hashed)).toBe(false);
  });
});

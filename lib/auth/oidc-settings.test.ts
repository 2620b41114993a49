import { describe, expect, it } from 'vitest';
import { readOidcSettings, roleOf } from './oidc-settings';

const environment = {
  SLUICE_URL: 'https://sluice.example',
  SLUICE_OIDC_ISSUER: 'https://login.example/realms/team/',
  SLUICE_OIDC_CLIENT_ID: 'sluice',
  SLUICE_OIDC_CLIENT_SECRET: 'planted-secret',
  SLUICE_OIDC_ROLES: 'net=operator,everybody=viewer',
};

describe('the settings of a provider', () => {
  it('are none without an issuer', () => {
    expect(readOidcSettings({ SLUICE_OIDC_CLIENT_ID: 'sluice' })).toBeNull();
  });

  it('are read whole', () => {
    expect(readOidcSettings({ ...environment, SLUICE_OIDC_ROLES: 'net=operator, all staff=viewer' })).toEqual(
      {
        issuer: 'https://login.example/realms/team',
        name: 'login.example',
        clientId: 'sluice',
        clientSecret: 'planted-secret',
        groupsClaim: 'groups',
        scopes: [],
        roleOfGroup: new Map([
          ['net', 'operator'],
          ['all staff', 'viewer'],
        ]),
      },
    );
  });

  it.each([
    [{ SLUICE_URL: '' }, 'SLUICE_OIDC_ISSUER requires SLUICE_URL.'],
    [{ SLUICE_OIDC_CLIENT_ID: '' }, 'SLUICE_OIDC_CLIENT_ID is required'],
    [{ SLUICE_OIDC_CLIENT_SECRET: undefined }, 'SLUICE_OIDC_CLIENT_SECRET is required'],
    [
      { SLUICE_OIDC_CLIENT_SECRET_FILE: '/nowhere/secret' },
      'SLUICE_OIDC_CLIENT_SECRET_FILE names cannot be read',
    ],
    [{ SLUICE_OIDC_ISSUER: 'http://login.example' }, 'must be the https address'],
    [{ SLUICE_OIDC_ROLES: '' }, 'SLUICE_OIDC_ROLES is required'],
    [{ SLUICE_OIDC_ROLES: 'net=owner' }, 'SLUICE_OIDC_ROLES must have the form'],
    [{ SLUICE_OIDC_ROLES: 'operator' }, 'SLUICE_OIDC_ROLES must have the form'],
  ])('with %o are a sentence, without a secret', (change, sentence) => {
    expect(() => readOidcSettings({ ...environment, ...change })).toThrow(sentence);
    expect(() => readOidcSettings({ ...environment, ...change })).toThrow(/^(?!.*planted-secret)/);
  });
});

describe('the role of somebody', () => {
  const settings = readOidcSettings({ ...environment, SLUICE_OIDC_ROLES: 'a=viewer,b=admin,c=operator' });
  it.each([
    [{ groups: ['a', 'c'] }, 'operator'],
    [{ groups: ['b', 'a'] }, 'admin'],
    [{ groups: 'a' }, 'viewer'],
    [{ groups: ['A', 'other', 7] }, null],
    [{ groups: [] }, null],
    [{ groups: { b: true } }, null],
    [{}, null],
  ])('with %o: %s', (claims, role) => {
    expect(settings && roleOf(claims, settings)).toBe(role);
  });
});

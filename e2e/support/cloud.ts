import { rm } from 'node:fs/promises';
import type { Browser, Page } from '@playwright/test';
import { makeAuthority } from '@/lib/slb/testing/authority';
import { startCloud, type Cloud } from '@/lib/slb/testing/cloud';
import { temporaryFolder } from './launcher';
import type { Sandbox } from './sandbox';
import { onOwnServer } from './server';

export const ACCOUNT = '1000000000000001';
export const ARN = `acs:ram::${ACCOUNT}:user/alice`;
const KEY = { accessKeyId: 'LTAI5tUserOfTheCloud0001', accessKeySecret: 'secret-of-the-user-of-the-cloud' };
export const PROXY_PASSWORD = 'password-of-the-proxy';

/** Gives `story` a page of a Sluice in cloud mode; its account has what the sandbox has. */
export async function inCloudMode(
  browser: Browser,
  sandbox: Sandbox,
  story: (page: Page, cloud: Cloud) => Promise<void>,
): Promise<void> {
  const [authority, home] = await Promise.all([makeAuthority(), temporaryFolder()]);
  const cloud = await startCloud({
    authority,
    sandboxPorts: { [ACCOUNT]: Number(new URL(sandbox.url).port) },
  });
  cloud.state.proxyUser = `team:${PROXY_PASSWORD}`;
  await cloud.addKey(KEY.accessKeyId, { ...KEY, accountId: ACCOUNT, arn: ARN, identityType: 'RAMUser' });
  const env = {
    SLUICE_MODE: 'cloud',
    HOME: home.path,
    NODE_EXTRA_CA_CERTS: authority.certificateFile,
    HTTPS_PROXY: `http://team:${PROXY_PASSWORD}@127.0.0.1:${cloud.proxyPort}`,
    https_proxy: '',
    NO_PROXY: '',
    no_proxy: '',
    ALIBABA_CLOUD_ACCESS_KEY_ID: KEY.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: KEY.accessKeySecret,
    ALIBABA_CLOUD_SECURITY_TOKEN: '',
  };
  try {
    await onOwnServer(browser, { sandboxUrl: sandbox.url, env }, (page) => story(page, cloud));
  } finally {
    await cloud.shiftClock(0);
    await cloud.stop();
    await Promise.all([home.remove(), rm(authority.folder, { recursive: true, force: true })]);
  }
}

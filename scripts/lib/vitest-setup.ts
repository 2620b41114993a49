import { rm } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import { makeAuthority } from '@/lib/slb/testing/authority';
import { ensureSandboxBuilt } from './build';

/**
 * Vitest's global setup: builds the sandbox that tests start, also when they run again after an edit, and makes the
 * authority whose certificates they trust. Node.js reads that variable once, when a process starts: the workers inherit
 * it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const authority = await makeAuthority();
  process.env['NODE_EXTRA_CA_CERTS'] = authority.certificateFile;
  await ensureSandboxBuilt();
  project.onTestsRerun(ensureSandboxBuilt);
  return () => rm(authority.folder, { recursive: true, force: true });
}

import type { TestProject } from 'vitest/node';
import { ensureSandboxBuilt } from './build';

/** Vitest's global setup: builds the sandbox that tests start, also when they run again after an edit. */
export default async function setup(project: TestProject): Promise<void> {
  await ensureSandboxBuilt();
  project.onTestsRerun(ensureSandboxBuilt);
}

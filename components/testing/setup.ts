import { afterEach } from 'vitest';
import { cleanup } from 'vitest-browser-react';
import '@/app/globals.css';

// All files share one page: what a test has rendered must not be there for the next.
afterEach(cleanup);

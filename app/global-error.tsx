'use client';

import { useState } from 'react';
import { shownRequestId } from '@/components/shell/answers';

type Props = { error: Error & { digest?: string } };

/**
 * Instead of a document that failed as a whole, so without its language: no page of the console, and none before sign-in,
 * could be shown at all. Its style may be missing, too.
 */
export default function GlobalError({ error }: Props) {
  const [requestId] = useState(shownRequestId);
  return (
    <html lang="en">
      <body>
        <main className="grid gap-2 p-5 wrap-anywhere">
          <h1 className="font-semibold">Sluice</h1>
          <p>This page could not be shown: something in Sluice failed. Reload it in a moment.</p>
          <p lang="zh-CN">无法显示此页面：Sluice 出错。请稍后刷新。</p>
          <p>
            {requestId !== null && (
              <>
                Sluice request ID / Sluice 请求 ID <code>{requestId}</code>
              </>
            )}{' '}
            {error.digest !== undefined && (
              <>
                Error / 错误编号 <code>{error.digest}</code>
              </>
            )}
          </p>
        </main>
      </body>
    </html>
  );
}

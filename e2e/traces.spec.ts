import { expect, test } from '@playwright/test';
import { KIND, startCollector } from '@/lib/telemetry/testing/collector';
import { launch, temporaryFolder } from './support/launcher';
import { EDGE_LIST, openFreshList, RUNNING } from './verbs/list';
import { expectProgress, run } from './verbs/runs';

test('with a collector, a run on the list is traced to each call, and the last spans are sent at the end', async ({
  browser,
}) => {
  const collector = await startCollector();
  const data = await temporaryFolder();
  const launched = launch({ SLUICE_DATA_DIR: data.path, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  try {
    const outcome = await launched.outcome;
    if (outcome.kind === 'ended') throw new Error(`It did not start:\n${outcome.output}`);
    const context = await browser.newContext({ baseURL: outcome.url });
    const page = await context.newPage();
    await openFreshList(page, EDGE_LIST);
    for (const name of ['443/TCP on edge-prod', RUNNING])
      await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check();
    await run(page, /^Stop 2$/, 'Stop 2');
    await expectProgress(page, 'Run finished');
    await page.goto('/listeners?q=planted-words');
    await context.close();
    await launched.stop();

    const spans = collector.spans();
    const parentOf = (span: (typeof spans)[number]) =>
      spans.find(({ spanId }) => spanId === span.parentSpanId);
    expect([...new Set(spans.map(({ scope }) => scope))]).toEqual(['sluice']);
    expect([...new Set(spans.map(({ service }) => service))]).toEqual(['sluice']);
    const rows = spans.filter(({ name }) => name === 'run row');
    expect(rows.map(({ attributes }) => attributes['sluice.run.row']).toSorted()).toEqual([1, 2]);
    for (const row of rows) expect(row.parentSpanId).toBeUndefined();
    const stops = spans.filter(({ name }) => name === 'SLB StopLoadBalancerListener');
    expect(stops).toHaveLength(2);
    for (const stop of stops) {
      expect(stop).toMatchObject({ kind: KIND.client, attributes: { 'cloud.region': 'cn-hangzhou' } });
      expect(parentOf(stop)?.name).toBe('run row');
    }
    expect(spans.some((span) => span.name === 'inventory refresh' && !span.hasFailed)).toBe(true);
    expect(
      spans.some((span) => span.name === 'GET page' && span.attributes['url.path'] === '/listeners'),
    ).toBe(true);
    for (const { body } of collector.requests)
      for (const secret of ['planted-words', 'sluice-sandbox-secret', 'Signature', 'LTAI'])
        expect(body).not.toContain(secret);
  } finally {
    await launched.stop();
    collector.stop();
    await data.remove();
  }
});

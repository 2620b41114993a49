import { createTranslator } from 'next-intl';
import { expect, it } from 'vitest';
import { loadMessages, type Messages } from '@/lib/i18n/messages';
import type { FailureFacts } from '@/lib/slb/result';
import { withFacts } from './failure-messages';

const english = await translatorFor('en');
const chinese = await translatorFor('zh-CN');

async function translatorFor(locale: 'en' | 'zh-CN') {
  const messages = await loadMessages(locale);
  return createTranslator<Messages, 'domain.failure'>({ locale, messages, namespace: 'domain.failure' });
}

const cases: [FailureFacts, string, string][] = [
  [{ clockAheadSeconds: 1_230 }, 'Why (this machine is 21 minutes ahead)', 'Why（本机快 21 分钟）'],
  [{ clockAheadSeconds: -60 }, 'Why (this machine is 1 minute behind)', 'Why（本机慢 1 分钟）'],
  [
    { ramAction: 'slb:DescribeRegions', diagnosis: 'AQEA' },
    'Why (action slb:DescribeRegions)',
    'Why（操作 slb:DescribeRegions）',
  ],
  [{ host: 'slb.aliyuncs.com' }, 'Why (slb.aliyuncs.com)', 'Why（slb.aliyuncs.com）'],
  [{ host: 'slb.aliyuncs.com', proxy: 'proxy:3128' }, 'Why (proxy proxy:3128)', 'Why（代理 proxy:3128）'],
  [
    {
      sources: [
        { name: 'environment', result: 'absent' },
        { name: 'cli', result: 'mode' },
      ],
    },
    'Why (looked in environment variables: not set, ~/.aliyun/config.json: mode not supported)',
    'Why（已查找：环境变量：未设置、~/.aliyun/config.json：不支持该模式）',
  ],
  [{}, 'Why', 'Why'],
];

it.each(cases)('says what is known of a failure besides its reason: %j', (facts, inEnglish, inChinese) => {
  expect(withFacts(english, 'Why', facts)).toBe(inEnglish);
  expect(withFacts(chinese, 'Why', facts)).toBe(inChinese);
});

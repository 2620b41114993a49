import { expect, it } from 'vitest';
import { badRequest } from './bad-request';

const sentence = async (headers: Record<string, string>) =>
  (await badRequest(new Request('http://127.0.0.1:3000/', { headers }), 'listeners')).text();

it('a bad request is answered in the language the reader chose, else in one the browser accepts', async () => {
  expect(await sentence({})).toMatch(/^A request can name at most 50,000 listeners in 100 regions/);
  expect(await sentence({ 'accept-language': 'zh-CN,zh;q=0.9' })).toMatch(
    /^单次请求最多可指定 100 个地域中的 50,000 个监听/,
  );
  expect(await sentence({ cookie: 'a=b; sluice-locale=en', 'accept-language': 'zh-CN' })).toMatch(
    /^A request/,
  );
});

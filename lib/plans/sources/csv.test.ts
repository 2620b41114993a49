import { createTranslator } from 'next-intl';
import { describe, expect, it } from 'vitest';
import { CSV_START, csvLine } from '@/lib/export/csv';
import { LOCALES } from '@/lib/i18n/locales';
import { loadMessages } from '@/lib/i18n/messages';
import { planColumns, type PlanCells } from '../plan-types';
import { csvTemplate, planCsv } from '../plan-export';
import { readCsv } from './csv';
import { sourceDictionary } from './source-dictionary';
import { problemText } from './source-text';
import { sizeProblem } from './source-types';
import { textOfFile } from './text-of-file';

const dictionary = await sourceDictionary();
const read = (text: string) => readCsv(text, dictionary);
const rowsOf = (text: string): PlanCells[] => {
  const result = read(text);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.rows;
};
const problemsOf = (text: string) => {
  const result = read(text);
  return result.ok ? [] : result.problems;
};
const notesOf = (text: string) => {
  const result = read(text);
  return result.ok ? result.notes : [];
};

describe('a CSV file', () => {
  it('is read by the wire names of its header, in any case and order', () => {
    expect(
      rowsOf(
        'listenerport,HealthCheckInterval,healthcheckhttpcode,Description\r\n80,3,"http_2xx,http_3xx","say ""hi"""\r\n\r\n',
      ),
    ).toEqual([
      {
        ListenerPort: '80',
        HealthCheckInterval: '3',
        HealthCheckHttpCode: 'http_2xx,http_3xx',
        Description: 'say "hi"',
      },
    ]);
  });

  it('is separated by what its header has most of', () => {
    for (const delimiter of [',', ';', '\t'])
      expect(
        rowsOf(
          ['ListenerPort', 'Description', 'AclId'].join(delimiter) +
            '\n' +
            ['80', '"1,5;6\t7"', 'acl-1'].join(delimiter),
        ),
      ).toEqual([{ ListenerPort: '80', Description: '1,5;6\t7', AclId: 'acl-1' }]);
    expect(rowsOf('ListenerPort;"Description, (a,b,c,d)"\n80;1,5')).toEqual([{ ListenerPort: '80' }]);
    expect(rowsOf('ListenerPort\n80\n81')).toHaveLength(2);
  });

  it('may begin with a byte order mark, and end its lines in any way', () => {
    expect(rowsOf('\u{feff}ListenerPort,Bandwidth\r\n80,-1\n81,5\r82,6')).toHaveLength(3);
    expect(rowsOf('\n\nListenerPort,Bandwidth\n80,-1\n,\n')).toHaveLength(1);
  });

  it('may be titled and filled in English or Chinese', () => {
    const expected = [
      {
        ListenerPort: '80',
        Scheduler: 'wlc',
        HealthCheckSwitch: 'on',
        AclStatus: 'on',
        AclType: 'white',
        AclId: 'acl-1,acl-2',
        Bandwidth: '-1',
        Start: 'on',
      },
    ];
    expect(
      rowsOf(
        'Port;Scheduling algorithm;Health check;Access control;Access control list;Bandwidth;Start\n80;Weighted least connections;On;Allowlist;"acl-1; acl-2";Unlimited;On',
      ),
    ).toEqual(expected);
    expect(
      rowsOf(
        '监听端口;调度算法;健康检查;访问控制;访问控制策略组;带宽峰值;启动\n８０;加权最小连接数;开启;白名单;"acl-1；acl-2";不限制;开启',
      ),
    ).toEqual(expected);
  });

  it('may say the type of access control where it is asked whether there is any', () => {
    const on = { ListenerPort: '80', AclStatus: 'on', AclId: 'acl-1' };
    expect(rowsOf('Port,Access control,AclId\n80,white,acl-1\n80,Denylist,acl-1\n80,none,acl-1')).toEqual([
      { ...on, AclType: 'white' },
      { ...on, AclType: 'black' },
      { ...on, AclStatus: 'none' },
    ]);
  });

  it('takes formulas for the text that they are, and takes off only the apostrophe of an export', () => {
    for (const text of ['=1+1', "'=1", "''@x", "'quoted'", '+1', ' -2', "it's"]) {
      expect(rowsOf(`Port,Description\n80,"${text}"`)[0]?.Description).toBe(
        /^'+[=@]/.test(text) ? text.slice(1) : text.trim(),
      );
      expect(rowsOf(csvLine(['Port', 'Description']) + csvLine([80, text]))[0]?.Description).toBe(
        text.trim(),
      );
    }
  });

  it('names what it leaves out because of its protocol', () => {
    const udp = [53, 123, 500, 4500].map((port) => `lb-1,${port},UDP\n`).join('');
    expect(notesOf(`LoadBalancerId,Port,Protocol\nlb-1,80,TCP\n${udp}`)).toContainEqual({
      code: 'other-protocols',
      values: { count: 4, names: 'lb-1 53/UDP, lb-1 123/UDP, lb-1 500/UDP, …' },
      line: null,
      column: null,
    });
  });

  it('names the columns it does not know', () => {
    expect(notesOf('Port,Team,Cost\n80,a,b')).toMatchObject([
      { code: 'unknown-columns', values: { columns: 'Team, Cost', count: 2 }, line: 1 },
    ]);
  });

  it('is refused by line and column, and nothing of it is read', () => {
    expect(problemsOf('')).toMatchObject([{ code: 'empty' }]);
    expect(problemsOf('Port,Bandwidth\n')).toMatchObject([{ code: 'empty' }]);
    expect(problemsOf('\n80,8080\n81,8081')).toMatchObject([{ code: 'no-known-column', line: 2 }]);
    expect(problemsOf('Port,x,监听端口\n1,2,3')).toMatchObject([
      { code: 'repeated-column', line: 1, column: 3 },
    ]);
    expect(problemsOf('Port,Bandwidth\n80,1\n81,2,3')).toMatchObject([
      { code: 'ragged', line: 3, values: { found: 3, expected: 2 } },
    ]);
    expect(problemsOf('Port,Description\n80,"web\n81,a')).toMatchObject([
      { code: 'quote', line: 2, column: 2 },
    ]);
    expect(problemsOf('Port,Description\n80,ok\n81,5" disk')).toMatchObject([
      { code: 'quote', line: 3, column: 2 },
    ]);
    expect(problemsOf(`Port\n${'80\n'.repeat(10_001)}`)).toMatchObject([{ code: 'too-many-rows' }]);
    // Never only the first lines of it.
    expect(problemsOf(`Port,Protocol\n${'80,UDP\n'.repeat(20_000)}80,TCP\n`)).toMatchObject([
      { code: 'too-many-rows' },
    ]);
    expect(problemsOf(`Port,Description\n80,ok\n81,${'a'.repeat(1001)}`)).toMatchObject([
      { code: 'too-long', values: { name: 'Description', number: 2 } },
    ]);
  });

  it('has a template that names every column and holds one example', () => {
    expect(csvTemplate()).toContain(csvLine(planColumns));
    expect(rowsOf(csvTemplate())).toMatchObject([{ ListenerPort: '443', Bandwidth: '-1', Start: 'off' }]);
    expect(csvTemplate().startsWith(CSV_START)).toBe(true);
  });

  it('of 5,000 rows is read within a second of processor time', () => {
    const cells = Object.fromEntries(planColumns.map((column) => [column, '3'])) as PlanCells;
    const text = [...planCsv(Array.from({ length: 5000 }, () => cells))].join('');
    const before = process.cpuUsage();
    expect(rowsOf(text)).toHaveLength(5000);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(1);
  });
});

describe('the bytes of a file', () => {
  const bytes = (text: string, encoding: BufferEncoding) => new Uint8Array(Buffer.from(text, encoding));

  it('are UTF-8, or UTF-16 that says so', () => {
    expect(textOfFile(bytes('端口', 'utf8'))).toEqual({ ok: true, text: '端口' });
    expect(textOfFile(bytes('\u{feff}端口', 'utf8'))).toEqual({ ok: true, text: '端口' });
    expect(textOfFile(bytes('\u{feff}端口', 'utf16le'))).toEqual({ ok: true, text: '端口' });
    const bigEndian = Buffer.from('\u{feff}端口', 'utf16le').swap16();
    expect(textOfFile(new Uint8Array(bigEndian))).toEqual({ ok: true, text: '端口' });
  });

  it('are refused in any other encoding, with the first line that shows it', () => {
    // `端口` in GB 18030.
    const chinese = new Uint8Array([0x50, 0x0a, 0x31, 0x0a, 0xb6, 0xcb, 0xbf, 0xda]);
    expect(textOfFile(chinese)).toMatchObject({ problems: [{ code: 'encoding', line: 3 }] });
    expect(textOfFile(bytes('Port', 'utf16le'))).toMatchObject({ problems: [{ code: 'encoding', line: 1 }] });
    expect(textOfFile(new Uint8Array([0x50, 0x4b, 3, 4]))).toMatchObject({
      problems: [{ code: 'spreadsheet' }],
    });
  });

  it('are refused by their number before they are read', () => {
    expect(sizeProblem(100 * 1024 * 1024)).toMatchObject({ code: 'too-large', values: { megabytes: 100 } });
    expect(sizeProblem(7 * 1024 * 1024)).toBe(null);
  });
});

describe('a problem', () => {
  it.each(LOCALES)('is a sentence with its place, in %s', async (locale) => {
    const t = createTranslator({
      locale,
      messages: await loadMessages(locale),
      namespace: 'plans.sourceProblem',
    });
    const [problem] = problemsOf('Port,Bandwidth\n80,1\n81,2,3');
    expect(problem && problemText(problem, t)).toBe(
      locale === 'en'
        ? 'Line 3: This line has 3 values; the header has 2. Put values that contain the separator in quotation marks.'
        : '第 3 行：此行有 3 个值，而表头有 2 列。包含分隔符的值请用引号括住。',
    );
  });
});

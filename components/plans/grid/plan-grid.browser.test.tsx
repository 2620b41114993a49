import { useState } from 'react';
import { describe, expect, test } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { asksWhenClosed } from '@/components/testing/closing';
import { inApp } from '@/components/testing/in-app';
import type { Locale } from '@/lib/i18n/locales';
import type { PlanRow } from '@/lib/plans/plan-types';
import { initialGrid, reduceGrid, type GridAction, type GridState } from './grid-state';
import { PlanGrid } from './plan-grid';
import { useShownColumns } from './use-shown-columns';

/** The grid of a plan, by keyboard and pointer. */

const threeRows: readonly PlanRow[] = [80, 81, 82].map((port, at) => ({
  id: at + 1,
  cells: {
    RegionId: 'cn-hangzhou',
    LoadBalancerId: 'lb-1',
    ListenerPort: String(port),
    BackendServerPort: '8080',
    Scheduler: 'wlc',
    ...(at === 0 && { Bandwidth: '10' }),
  },
}));
const manyRows: readonly PlanRow[] = Array.from({ length: 5_000 }, (_, at) => ({
  id: at + 1,
  cells: { RegionId: 'cn-hangzhou', LoadBalancerId: 'lb-1', ListenerPort: String(at + 1), Bandwidth: '5' },
}));

function Harness({ rows }: { rows: readonly PlanRow[] }) {
  const [state, setState] = useState(() => initialGrid(rows));
  const columns = useShownColumns(state.rows, []);
  const viewOf = ({ rows: shown }: GridState) => ({ rowIds: shown.map(({ id }) => id), columns });
  const dispatch = (action: GridAction) => setState((now) => reduceGrid(now, action, viewOf(now)));
  return (
    <div style={{ display: 'flex', flexDirection: 'column', height: 420 }}>
      <PlanGrid
        state={state}
        view={viewOf(state)}
        dispatch={dispatch}
        verdictOf={({ cells }) => (cells.ListenerPort === '0' ? 'invalid' : 'create')}
        issuesOf={({ cells }) => (cells.ListenerPort === '0' ? { ListenerPort: 'Enter 1 to 65535' } : null)}
        reasonOf={() => ''}
        instanceNames={{ 'lb-1': 'edge-prod' }}
      />
    </div>
  );
}

const grid = () => page.getByRole('grid', { name: 'Rows of the plan' });
const row = (number: number) => grid().getByRole('row', { name: new RegExp(`^${number} `) });
const cell = (number: number, at: number) => row(number).getByRole('gridcell').nth(at);
const [REGION, PORT, BACKEND, BANDWIDTH, SCHEDULER] = [0, 2, 3, 4, 5];
/** The text box of a cell, which the active cell has, whether it is edited or not. */
const box = (number: number, at: number) => cell(number, at).getByRole('textbox');

async function show(rows: readonly PlanRow[] = threeRows, locale?: Locale): Promise<void> {
  await render(await inApp(<Harness rows={rows} />, locale));
}

describe('the grid of a plan', () => {
  test('is one stop of Tab; arrows, Home and End move within it', async () => {
    await show();
    await userEvent.tab();
    await expect.element(box(1, REGION)).toHaveFocus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowDown}');
    await expect.element(box(2, PORT)).toHaveFocus();
    await userEvent.keyboard('{End}');
    await expect.element(cell(2, SCHEDULER)).toHaveFocus();
    await userEvent.keyboard('{Control>}{Home}{/Control}');
    await expect.element(row(1).getByRole('rowheader')).toHaveFocus();
    await userEvent.keyboard('{Control>}{End}{/Control}');
    await expect.element(cell(3, SCHEDULER)).toHaveFocus();
    await userEvent.tab();
    expect(document.activeElement).toBe(document.body);
  });

  test('replaces a cell by typing, edits it after Enter, and drops what was typed after Escape', async () => {
    await show();
    await cell(1, PORT).click();
    await userEvent.keyboard('443{Enter}');
    await expect.element(cell(1, PORT)).toHaveTextContent('443');
    await expect.element(box(2, PORT)).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('textbox', { name: 'Port, row 2' })).toHaveValue('81');
    await userEvent.keyboard('{End}5{Tab}');
    await expect.element(cell(2, PORT)).toHaveTextContent('815');
    await expect.element(box(2, BACKEND)).toHaveFocus();
    await userEvent.keyboard('9999{Escape}');
    await expect.element(cell(2, BACKEND)).toHaveTextContent('8080');
    await expect.element(box(2, BACKEND)).toHaveFocus();
  });

  test('keeps what was typed when another cell is clicked', async () => {
    await show();
    await cell(1, PORT).dblClick();
    await userEvent.keyboard('444');
    await cell(3, BACKEND).click();
    await expect.element(cell(1, PORT)).toHaveTextContent('444');
    await expect.element(box(3, BACKEND)).toHaveFocus();
  });

  test('asks before the tab is closed while something new is typed in a cell, and only then', async () => {
    await show();
    await cell(1, PORT).click();
    expect(asksWhenClosed()).toBe(false);
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('textbox', { name: 'Port, row 1' })).toHaveValue('80');
    expect(asksWhenClosed()).toBe(false);
    await userEvent.keyboard('8');
    expect(asksWhenClosed()).toBe(true);
    await userEvent.keyboard('{Escape}');
    expect(asksWhenClosed()).toBe(false);
    await userEvent.keyboard('9');
    expect(asksWhenClosed()).toBe(true);
    await userEvent.keyboard('{Enter}');
    await expect.element(cell(1, PORT)).toHaveTextContent('9');
    expect(asksWhenClosed()).toBe(false);
  });

  test('makes a cell active that gets the focus by other means than keys and pointer', async () => {
    await show();
    await cell(1, PORT).click();
    cell(3, BACKEND).element().focus();
    await expect.element(box(3, BACKEND)).toHaveFocus();
    await userEvent.keyboard('{ArrowUp}');
    await expect.element(box(2, BACKEND)).toHaveFocus();
    row(1).getByRole('rowheader').element().focus();
    await expect.element(row(1).getByRole('rowheader')).toHaveAttribute('aria-selected', 'true');
  });

  test('takes a word of an input method in a cell that is not edited yet, and leaves it its keys', async () => {
    await show();
    await cell(1, BANDWIDTH).click();
    const ime = inputMethod();
    await ime.compose('shi');
    await expect.element(box(1, BANDWIDTH)).toHaveValue('shi');
    // The input method's own: the word is not kept, and nothing moves.
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(box(1, BANDWIDTH)).toHaveFocus();
    await ime.commit('十');
    await expect.element(box(1, BANDWIDTH)).toHaveValue('十');
    await userEvent.keyboard('{Enter}');
    await expect.element(cell(1, BANDWIDTH)).toHaveTextContent('十');
    await expect.element(box(2, BANDWIDTH)).toHaveFocus();
    await ime.compose('er');
    await ime.commit('二');
    await userEvent.keyboard('{Escape}');
    await expect.element(cell(2, BANDWIDTH)).toHaveTextContent('');
    await expect.element(box(2, BANDWIDTH)).toHaveValue('');
  });

  test('offers the values of an enumeration by name', async () => {
    await show();
    await cell(1, SCHEDULER).click();
    await userEvent.keyboard('{F2}');
    const choice = page.getByRole('combobox', { name: 'Scheduling algorithm, row 1' });
    await choice.selectOptions('rr');
    await userEvent.keyboard('{Enter}');
    await expect.element(cell(1, SCHEDULER)).toHaveTextContent('rr');
    await expect.element(cell(2, SCHEDULER)).toHaveFocus();
  });

  test('fills down, clears, and takes it back', async () => {
    await show();
    await cell(1, BANDWIDTH).click();
    await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}{Control>}d{/Control}');
    await expect.element(cell(3, BANDWIDTH)).toHaveTextContent('10');
    await expect.element(cell(3, BANDWIDTH)).toHaveAttribute('aria-selected', 'true');
    await userEvent.keyboard('{Delete}');
    await expect.element(cell(1, PORT)).toHaveTextContent('80');
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect.element(cell(2, BANDWIDTH)).toHaveTextContent('10');
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect.element(cell(2, BANDWIDTH)).toHaveTextContent('');
    await userEvent.keyboard('{Control>}y{/Control}');
    await expect.element(cell(2, BANDWIDTH)).toHaveTextContent('10');
  });

  test('adds and deletes rows by key', async () => {
    await show();
    await cell(1, PORT).click();
    await userEvent.keyboard('{Insert}90{Enter}');
    await expect.element(cell(2, PORT)).toHaveTextContent('90');
    await expect.element(cell(2, 1)).toHaveTextContent('edge-prod lb-1');
    await expect.element(grid()).toHaveAttribute('aria-rowcount', '5');
    await userEvent.keyboard('{Control>}{Delete}{/Control}');
    await expect.element(grid()).toHaveAttribute('aria-rowcount', '4');
    await expect.element(box(3, PORT)).toHaveFocus();
  });

  test('copies and pastes what spreadsheets understand', async () => {
    await show();
    await cell(1, PORT).click();
    await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowRight}{/Shift}');
    const copied = new DataTransfer();
    clipboard('copy', copied);
    expect(copied.getData('text/plain')).toBe('80\t8080\n81\t8080');
    await cell(3, PORT).click();
    clipboard('paste', textData('7000\t70\r\n7001\t71\r\n'));
    await expect.element(cell(4, BACKEND)).toHaveTextContent('71');
    await expect.element(grid()).toHaveAttribute('aria-rowcount', '5');
  });

  test('says at an invalid cell what to enter', async () => {
    await show();
    await cell(2, PORT).click();
    await userEvent.keyboard('0{Enter}');
    await expect.element(cell(2, PORT)).toHaveAttribute('aria-invalid', 'true');
    await expect.element(cell(2, PORT)).toHaveAccessibleDescription('Enter 1 to 65535');
    await expect.element(row(2).getByRole('rowheader')).toHaveTextContent('2Invalid');
  });

  test('names rows and columns in Chinese', async () => {
    await show(threeRows, 'zh-CN');
    const chinese = page.getByRole('grid', { name: '计划中的监听' });
    await expect.element(chinese.getByRole('columnheader', { name: '调度算法' })).toBeVisible();
    await expect.element(chinese.getByRole('rowheader', { name: '1 创建' })).toBeVisible();
  });
});

describe('a grid of 5,000 rows', () => {
  test('has only those in sight in the document, and each knows its place', async () => {
    await show(manyRows);
    await expect.element(grid()).toHaveAttribute('aria-rowcount', '5001');
    expect(grid().getByRole('row').all().length).toBeLessThan(60);
    await cell(1, PORT).click();
    await userEvent.keyboard('{Control>}{End}{/Control}');
    await expect.element(row(5000)).toHaveAttribute('aria-rowindex', '5001');
    await expect.element(row(5000).getByRole('textbox')).toHaveFocus();
    expect(grid().getByRole('row').all().length).toBeLessThan(60);
  });

  test('keeps the focus on a row that is scrolled out of sight', async () => {
    await show(manyRows);
    await cell(2, PORT).click();
    grid().element().scrollTo({ top: 100_000 });
    await expect.element(row(2790)).toBeInTheDocument();
    await expect.element(box(2, PORT)).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(box(3, PORT)).toHaveFocus();
    await expect.element(cell(3, PORT)).toBeInViewport();
  });

  test('takes 5,000 pasted lines at once', async () => {
    await show();
    await cell(1, PORT).click();
    clipboard('paste', textData(Array.from({ length: 5_000 }, (_, at) => `${10_000 + at}\t80`).join('\n')));
    await expect.element(grid()).toHaveAttribute('aria-rowcount', '5001');
    await expect.element(cell(1, PORT)).toHaveTextContent('10000');
  });

  test('draws a typed character and a committed cell within a few frames', async () => {
    await show(manyRows);
    await cell(3, PORT).click();
    const millis: number[] = [];
    for (let at = 0; at < 20; at += 1) {
      const begun = performance.now();
      await userEvent.keyboard(`${at}{Enter}`);
      await new Promise(requestAnimationFrame);
      millis.push(performance.now() - begun);
    }
    // Two keys and a frame, sent from another process: what remains leaves room for no pass over all rows in the document.
    expect(median(millis)).toBeLessThan(150);
  });
});

/** What an input method does with the box that has the focus. */
function inputMethod() {
  const session = cdp();
  return {
    compose: (text: string) =>
      session.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      }),
    commit: (text: string) => session.send('Input.insertText', { text }),
  };
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function textData(text: string): DataTransfer {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  return data;
}

/** The browser keeps the real clipboard from a page that was not asked. */
function clipboard(type: 'copy' | 'paste', clipboardData: DataTransfer): void {
  document.activeElement?.dispatchEvent(
    new ClipboardEvent(type, { clipboardData, bubbles: true, cancelable: true }),
  );
}

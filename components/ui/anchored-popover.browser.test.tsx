import type { CSSProperties } from 'react';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { focusHere, PANEL, useAnchoredPopover } from './anchored-popover';

type Props = { at: CSSProperties; height?: number; align?: 'start' | 'end'; matchWidth?: boolean };

function Popover({ at, height = 100, align = 'start', matchWidth = false }: Props) {
  const { open, setTrigger, setPanel, triggerProps, panelProps } = useAnchoredPopover({ align, matchWidth });
  return (
    <>
      <button
        type="button"
        {...triggerProps}
        ref={setTrigger}
        style={{ position: 'fixed', width: 200, ...at }}
      >
        Open
      </button>
      <section {...panelProps} ref={setPanel} aria-label="Panel" className={PANEL}>
        {open && (
          <div style={{ height, width: 120 }}>
            <button type="button" ref={focusHere}>
              Inside
            </button>
          </div>
        )}
      </section>
    </>
  );
}

const trigger = page.getByRole('button', { name: 'Open' });
const panel = page.getByRole('region', { name: 'Panel' });

async function openedAt(props: Props) {
  await render(<Popover {...props} />);
  await trigger.click();
  await expect.element(page.getByRole('button', { name: 'Inside' })).toHaveFocus();
  return {
    of: trigger.element().getBoundingClientRect(),
    box: panel.element().getBoundingClientRect(),
    window: document.documentElement,
  };
}

test('is below its trigger, flush with its left edge', async () => {
  const { of, box } = await openedAt({ at: { top: 50, left: 60 } });
  expect(box.top).toBeCloseTo(of.bottom + 4, 0);
  expect(box.left).toBeCloseTo(of.left, 0);
});

test('can be flush with the right edge and as wide as its trigger', async () => {
  const { of, box } = await openedAt({ at: { top: 50, left: 300 }, align: 'end', matchWidth: true });
  expect(box.right).toBeCloseTo(of.right, 0);
  expect(box.width).toBeCloseTo(of.width, 0);
});

test('is above its trigger where there is no room below', async () => {
  const { of, box } = await openedAt({ at: { bottom: 20, left: 60 }, height: 300 });
  expect(box.bottom).toBeCloseTo(of.top - 4, 0);
});

test('stays inside the window, whatever its size', async () => {
  const { box, window } = await openedAt({ at: { top: 50, right: 0 }, height: 5000, align: 'start' });
  expect(box.right).toBeLessThanOrEqual(window.clientWidth);
  expect(box.bottom).toBeLessThanOrEqual(window.clientHeight);
});

import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Dialog, focusFirst } from './dialog';

function Question({ alert = false, onDelete = () => {} }: { alert?: boolean; onDelete?: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Delete
      </button>
      <button type="button">Behind</button>
      {open && (
        <Dialog
          title="Delete 443?"
          alert={alert}
          onClose={() => setOpen(false)}
          actions={
            <>
              <button type="button" ref={focusFirst} onClick={() => setOpen(false)}>
                Cancel
              </button>
              <button type="button" onClick={onDelete}>
                Delete listener
              </button>
            </>
          }
        >
          <input aria-label="Port" />
        </Dialog>
      )}
    </>
  );
}

const opener = page.getByRole('button', { name: 'Delete', exact: true });
const dialog = page.getByRole('dialog', { name: 'Delete 443?' });
const button = (name: string) => page.getByRole('button', { name });

test('is named by its title and puts the focus where the caller wants it', async () => {
  await render(<Question />);
  await opener.click();
  await expect.element(dialog).toBeVisible();
  await expect.element(button('Cancel')).toHaveFocus();
});

test('is an alert dialog where it is a question that must be answered', async () => {
  await render(<Question alert />);
  await opener.click();
  await expect.element(page.getByRole('alertdialog', { name: 'Delete 443?' })).toBeVisible();
});

test('Tab never leads to what is behind it', async () => {
  await render(<Question />);
  await opener.click();
  await expect.element(button('Cancel')).toHaveFocus();
  const behind = button('Behind').element();
  const reached = new Set<Element | null>();
  for (let presses = 0; presses < 8; presses += 1) {
    await userEvent.keyboard('{Tab}');
    reached.add(document.activeElement);
  }
  expect(reached).toContain(button('Delete listener').element());
  expect(reached).toContain(page.getByRole('textbox', { name: 'Port' }).element());
  expect(reached).not.toContain(behind);
  behind.focus();
  expect(document.activeElement).not.toBe(behind);
});

test.for(['{Escape}', '{Enter}'])('%s on its Cancel closes it and gives the focus back', async (key) => {
  const onDelete = vi.fn<() => void>();
  await render(<Question onDelete={onDelete} />);
  await opener.click();
  await expect.element(button('Cancel')).toHaveFocus();
  await userEvent.keyboard(key);
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(opener).toHaveFocus();
  expect(onDelete).not.toHaveBeenCalled();
});

test('Escape is the caller’s to follow: the dialog stays until it is taken away', async () => {
  const onClose = vi.fn<() => void>();
  await render(
    <Dialog title="Wait" onClose={onClose} actions={<button type="button">Stop</button>}>
      Working
    </Dialog>,
  );
  await expect.element(button('Stop')).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  expect(onClose).toHaveBeenCalledOnce();
  await expect.element(page.getByRole('dialog', { name: 'Wait' })).toBeVisible();
});

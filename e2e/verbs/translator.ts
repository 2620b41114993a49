import type { Page } from '@playwright/test';

/**
 * Translates the page as a browser does: every text that is not excluded is removed, and replaced by a `<font>` with
 * other words, now and whenever there is new text. The words here are the same ones in brackets, so that they can still
 * be read.
 */
export async function translatePages(page: Page): Promise<void> {
  await page.evaluate(() => {
    const excluded = '[translate="no"], .notranslate, script, style, noscript, textarea, title, svg, font';
    const translate = (text: Text): void => {
      const { data, parentElement } = text;
      if (data.trim() === '' || parentElement === null || parentElement.closest(excluded) !== null) return;
      const outer = document.createElement('font');
      const inner = document.createElement('font');
      inner.textContent = `⟦${data}⟧`;
      outer.append(inner);
      text.replaceWith(outer);
    };
    const translateBelow = (root: Node): void => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const texts: Text[] = root instanceof Text ? [root] : [];
      while (walker.nextNode() !== null)
        if (walker.currentNode instanceof Text) texts.push(walker.currentNode);
      texts.forEach(translate);
    };
    translateBelow(document.body);
    new MutationObserver((records) => {
      for (const { type, target, addedNodes } of records)
        if (type === 'characterData') translateBelow(target);
        else addedNodes.forEach((node) => node.isConnected && translateBelow(node));
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
}

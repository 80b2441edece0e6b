// What somebody sees who has a keyboard alone.

// The element with the focus: what it is called, and what keeps it from being seen (nothing, when it is well).
export function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    const name = element.id || element.textContent.trim() || element.tagName.toLowerCase();
    const faults = [];
    const style = getComputedStyle(element);
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 3) faults.push('no ring of 3 px');
    const box = element.getClientRects()[0];
    // The middle of what is on the screen: a text area may be taller than that.
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [above, below] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    const top = document.elementFromPoint((left + right) / 2, (above + below) / 2);
    if (left >= right || above >= below) {
      faults.push('out of sight');
    } else if (!element.contains(top)) {
      faults.push(`covered by ${top?.tagName}`);
    }
    return {name, faults};
  });
}

// Presses Tab until the element has the focus.
export async function tabTo(page, selector, most = 60) {
  for (let pressed = 0; pressed < most; ++pressed) {
    await page.keyboard.press('Tab');
    const {name, faults} = await focused(page);
    if (faults.length > 0) throw new Error(`${name}: ${faults.join(', ')}`);
    if (await page.evaluate(what => document.activeElement.matches(what), selector)) return;
  }
  throw new Error(`Tab does not lead to ${selector}`);
}

// Tabs once through the whole page: what can be used and was not reached, and what was reached and could not be seen.
export async function tabFaults(page) {
  await page.evaluate(() => {
    document.activeElement.blur();
    const usable = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
    window.unreached = new Set([...document.querySelectorAll(usable)].filter(
      element => element.checkVisibility() && !element.disabled));
    scrollTo(0, 0);
  });
  const faults = [];
  const count = await page.evaluate(() => window.unreached.size);
  for (let pressed = 0; pressed < count + 5; ++pressed) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement === document.body)) continue;
    const seen = await focused(page);
    if (seen.faults.length > 0) faults.push(`${seen.name}: ${seen.faults.join(', ')}`);
    await page.evaluate(() => window.unreached.delete(document.activeElement));
  }
  const left = await page.evaluate(() => [...window.unreached].map(element => element.outerHTML));
  return [...faults, ...left.map(element => `not reached: ${element}`)];
}

// What holds of every page: rules of WCAG 2.2 AA as far as axe can tell, no sideways scroll on a narrow screen or with
// large letters. Each check returns what is wrong, in words.
import axe from 'axe-core';

const kTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const kWide = {width: 1280, height: 800};
const kNarrow = {width: 320, height: 640};

export async function accessibilityFaults(page) {
  await page.evaluate(axe.source);
  const {violations} = await page.evaluate(
    tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']}), kTags);
  return violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(' ')}: ${rule.help}`));
}

// Whatever reaches beyond the right edge, when the page as a whole does.
async function beyondTheEdge(page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter(
      element => Math.floor(element.getBoundingClientRect().right) > root.clientWidth);
    return [`${root.scrollWidth} px in ${root.clientWidth}: ` +
            wide.map(element => element.tagName.toLowerCase() + (element.className ? `.${element.className}` : '')).join(' ')];
  });
}

export async function narrowFaults(page) {
  await page.setViewportSize(kNarrow);
  const faults = await beyondTheEdge(page);
  await page.setViewportSize(kWide);
  return faults.map(fault => `320 px wide: ${fault}`);
}

export async function largeTextFaults(page) {
  // A style that a script sets is none of the policy's.
  await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
  const faults = await beyondTheEdge(page);
  await page.evaluate(() => { document.documentElement.style.fontSize = ''; });
  return faults.map(fault => `200 % text: ${fault}`);
}

export async function pageFaults(page) {
  return [...await accessibilityFaults(page), ...await narrowFaults(page), ...await largeTextFaults(page)];
}

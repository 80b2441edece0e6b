// The support desk's path by keyboard alone, from the log-in to the answer to everything shown.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {audited, launch, Visitor, world} from './browser.mjs';
import {focused, tabFaults, tabTo} from './keyboard.mjs';
import {bench} from './pages.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

test('from the log-in to everything shown', async () => {
  const visitor = await Visitor.arrive(browser);
  const {page} = visitor;
  const {keyboard} = page;
  // The box to type in has the focus already, here and at home.
  assert.deepEqual(await focused(page), {name: 'name', faults: []});
  await keyboard.type('support');
  await tabTo(page, '#password', 1);
  await keyboard.type(world.password);
  await follow(page, '/', () => keyboard.press('Enter'));
  assert.deepEqual(await focused(page), {name: 'query', faults: []});
  await keyboard.type(world.customers.alone);
  await follow(page, /customers/, () => keyboard.press('Enter'));
  assert.match(await visitor.text(), /Đã nhận được lời tri ân\./);
  assert.doesNotMatch(await visitor.text(), /977654321/);

  await tabTo(page, 'summary');
  await keyboard.press('Enter');
  assert.ok(await page.evaluate(() => document.activeElement.parentElement.open));
  await tabTo(page, '#reason');
  await keyboard.type('khách hỏi số');
  await follow(page, /reveal/, () => keyboard.press('Enter'));
  assert.match(await visitor.text(), /\+84977654321/);
  const [entry] = await audited('--who', 'support', '--action', 'customer.reveal');
  assert.deepEqual([entry.subject, entry.reason], [world.customers.alone, 'khách hỏi số']);

  await tabTo(page, 'main a[href*="/customers/"]');  // hide now
  await follow(page, /customers\/\d+$/, () => keyboard.press('Enter'));
  assert.doesNotMatch(await visitor.text(), /977654321/);
  await tabTo(page, 'header button');
  await follow(page, '/console/log-in', () => keyboard.press('Enter'));
  await visitor.leave();
});

test('the skip link leads past the banner', async () => {
  const visitor = await Visitor.arrive(browser, {account: 'support'});
  const {page} = visitor;
  await visitor.lookUp(world.customers.reached);
  await tabTo(page, '.skip', 1);
  await page.keyboard.press('Enter');
  await tabTo(page, 'main #query', 1);
  await visitor.leave();
});

test('all that can be used is reached and seen', async () => {
  const visitor = await Visitor.arrive(browser, {account: 'support'});
  const {page} = visitor;
  for (const query of [world.customers.phone, world.customers.fallback]) {
    await visitor.lookUp(query);
    assert.deepEqual(await tabFaults(page), []);
  }
  const operator = await Visitor.arrive(browser, {account: 'operator'});
  for (const address of ['/console/lists', '/console/campaigns/plan', '/console/letters', bench('tri-an/email', 'email')]) {
    await operator.page.goto(address);
    assert.deepEqual(await tabFaults(operator.page), [], address);
  }
  await operator.leave();
  // The control.
  await page.evaluate(() => {
    const style = new CSSStyleSheet();
    style.replaceSync('header :focus-visible { outline: none } main button { position: relative; z-index: -1 }');
    document.adoptedStyleSheets = [style];
    document.querySelector('#query').tabIndex = -1;
  });
  const faults = String(await tabFaults(page));
  for (const words of [/no ring/, /covered/, /not reached: <input id="query"/]) assert.match(faults, words);
  await visitor.leave();
});

// Does something that leads to another page, and waits for it.
async function follow(page, address, act) {
  const matches = url => address instanceof RegExp ? address.test(url.pathname) : url.pathname === address;
  await Promise.all([page.waitForURL(matches), act()]);
}

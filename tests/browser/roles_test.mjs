// What a role sees, and for how long.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {audited, launch, Visitor, world} from './browser.mjs';
import {reveal} from './pages.mjs';

const {customers} = world;
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

test('a viewer sees masks and has nothing to lift them with', async () => {
  const support = await Visitor.arrive(browser, {account: 'support'});
  await support.lookUp(customers.reached);
  assert.equal(await support.page.locator('form[action$="/reveal"]').count(), 1);
  const viewer = await Visitor.arrive(browser, {account: 'viewer'});
  await viewer.lookUp(customers.reached);
  assert.equal(await viewer.page.locator('form[action$="/reveal"]').count(), 0);
  // The form of somebody who may, sent by a viewer with the viewer's own token.
  const before = await audited('--who', 'viewer', '--action', 'customer.reveal');
  await viewer.page.evaluate(() => {
    const form = document.querySelector('[role=search] form');
    form.action = location.pathname + '/reveal';
    form.elements.query.name = 'reason';
  });
  await viewer.page.fill('#query', 'khách hỏi số');
  const answered = viewer.page.waitForResponse(response => response.url().endsWith('/reveal'));
  await viewer.send('[role=search] button');
  assert.equal((await answered).status(), 403);
  assert.doesNotMatch(await viewer.page.content(), /912345678|Nguyễn/);
  assert.deepEqual(await audited('--who', 'viewer', '--action', 'customer.reveal'), before);
  await support.leave();
  await viewer.leave();
});

test('the support desk of a unit finds its own customers alone', async () => {
  const visitor = await Visitor.arrive(browser, {account: 'unit-support'});
  await visitor.lookUp(customers.alone);
  assert.match(await visitor.text(), new RegExp(customers.alone));
  for (const query of [customers.reached, customers.phone]) {
    await visitor.lookUp(query);
    assert.match(await visitor.text(), /Không tìm thấy khách hàng nào\./);
  }
  await visitor.leave();
});

test('what was shown hides itself when its time is over', async () => {
  const visitor = await Visitor.arrive(browser, {account: 'support'});
  const {page, context} = visitor;
  await reveal(visitor, 'khách hỏi số');
  assert.match(await visitor.text(), /\+84912345678/);
  // The page's own time is wound on: the browser does by itself what it would do then.
  const protocol = await context.newCDPSession(page);
  const over = new Promise(resolve => protocol.once('Emulation.virtualTimeBudgetExpired', resolve));
  await protocol.send('Emulation.setVirtualTimePolicy', {policy: 'advance', budget: 55_000});
  await over;
  assert.match(page.url(), /\/reveal$/);
  const hidden = page.waitForURL(/\/customers\/\d+$/, {waitUntil: 'commit'});
  await protocol.send('Emulation.setVirtualTimePolicy', {policy: 'advance', budget: 10_000});
  await hidden;
  assert.doesNotMatch(await (await context.request.get(page.url())).text(), /912345678/);
  await visitor.leave();
});

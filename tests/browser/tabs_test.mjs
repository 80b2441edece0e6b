// Nine tabs of one browser, which has six connections to a host.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {launch, Visitor, world} from './browser.mjs';
import {navigation} from './crawl.mjs';

const kTabs = 9;
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

test('nine tabs that stay open all answer', async () => {
  const visitor = await Visitor.arrive(browser, {account: 'admin'});
  const tabs = [visitor.page];
  while (tabs.length < kTabs) tabs.push(await visitor.context.newPage());
  for (const address of await navigation(visitor.page)) {
    const answers = await Promise.all(tabs.map(tab => tab.goto(address)));
    assert.deepEqual(answers.map(answer => answer.status()), Array(kTabs).fill(200), address);
  }
  // With all of them open, each finds a customer.
  await Promise.all(tabs.map(tab => visitor.lookUp(world.customers.reached, tab)));
  for (const tab of tabs) assert.match(await visitor.text(tab), new RegExp(world.customers.reached));
  await visitor.leave();
});

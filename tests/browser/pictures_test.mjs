// The pictures of the README, 1280 × 800: the look-up and a customer's page.
import {after, before, test} from 'node:test';
import {launch, Visitor, world} from './browser.mjs';

let browser;
before(async () => { browser = await launch({args: ['--hide-scrollbars', '--font-render-hinting=none']}); });
after(() => browser.close());

test('pictures', async () => {
  const visitor = await Visitor.arrive(browser, {account: 'support', reducedMotion: 'reduce'});
  await visitor.lookUp(world.customers.phone);
  await take(visitor.page, 'console_look_up');
  await visitor.lookUp(world.customers.fallback);
  await take(visitor.page, 'console_customer');
  await visitor.leave();
});

async function take(page, name) {
  await page.mouse.move(0, 799);  // away from what was pressed
  await page.screenshot({path: `${world.pictures}/${name}.png`, animations: 'disabled', caret: 'hide'});
}

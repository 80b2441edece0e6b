// A browser that runs no script: log-in, look-up, and everything shown.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {launch, Visitor, world} from './browser.mjs';
import {reveal} from './pages.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

test('log-in, look-up and reveal without a script', async () => {
  const visitor = await Visitor.arrive(browser, {account: 'support', javaScriptEnabled: false});
  await visitor.lookUp(world.customers.phone);
  await visitor.page.getByRole('link', {name: world.customers.reached}).click();
  assert.match(await visitor.text(), /Đã nhận được lời tri ân\./);
  await reveal(visitor, 'khách hỏi số');
  assert.match(await visitor.text(), /\+84912345678/);
  // It really runs none.
  const blank = await visitor.context.newPage();
  await blank.setContent('<main>before</main><script>document.querySelector("main").textContent = "after"</script>');
  assert.equal(await blank.textContent('main'), 'before');
  await visitor.leave();
});

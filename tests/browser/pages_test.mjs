// Every page in both languages: nothing on the browser's console, no breach of the policy, nothing for axe to find, no
// sideways scroll at 320 px or with text of 200 %.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {launch, Visitor} from './browser.mjs';
import {accessibilityFaults, largeTextFaults, narrowFaults, pageFaults} from './checks.mjs';
import {crawl} from './crawl.mjs';
import {pages} from './pages.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

for (const language of ['vi', 'en']) {
  for (const account of new Set(pages.map(page => page.account))) {
    test(`the pages of ${account ?? 'nobody'}, ${language}`, async context => {
      const visitor = await Visitor.arrive(browser, {account, language});
      for (const page of pages.filter(page => page.account === account)) {
        await context.test(page.name, async () => {
          await page.open(visitor);
          await judge(visitor.page, page.status ?? 200, language);
        });
      }
      await visitor.leave();
    });
  }

  test(`what links lead an administrator to, ${language}`, async context => {
    const visitor = await Visitor.arrive(browser, {account: 'admin', language});
    const seen = await crawl(visitor.page, response =>
      context.test(new URL(response.url()).pathname, () => judge(visitor.page, 200, language)));
    assert.ok(seen.length > 0);
    console.log(`${language}: ${seen.join(' ')}`);
    await visitor.leave();
  });
}

test('no role is shown a link that is refused', async () => {
  for (const account of ['viewer', 'support', 'operator', 'approver', 'unit-support']) {
    const visitor = await Visitor.arrive(browser, {account});
    await crawl(visitor.page, response => assert.equal(response.status(), 200, `${account}: ${response.url()}`));
    await visitor.leave();
  }
});

async function judge(page, status, language) {
  assert.equal(await page.evaluate(() => performance.getEntriesByType('navigation')[0].responseStatus), status);
  assert.equal(await page.getAttribute('html', 'lang'), language);
  assert.deepEqual(await pageFaults(page), []);
}

// The controls: each check finds what it is there for.

test('a bad page is found bad', async () => {
  const page = await browser.newPage();
  await page.setContent(`<body><p style="color: #bbb; background: #fff">pale</p><button></button><input>
    <a href="#a" style="position: absolute; left: 9px; top: 90px; font-size: 8px">a</a>
    <a href="#b" style="position: absolute; left: 9px; top: 99px; font-size: 8px">b</a></body>`);
  const found = new Set((await accessibilityFaults(page)).map(fault => fault.split(':')[0]));
  for (const rule of ['button-name', 'color-contrast', 'document-title', 'html-has-lang', 'label', 'target-size'])
    assert.ok(found.has(rule), `axe does not find ${rule}, only ${[...found]}`);
  await page.close();
});

test('a page that is too wide is found too wide', async () => {
  const visitor = await Visitor.arrive(browser);
  assert.deepEqual(await narrowFaults(visitor.page), []);
  await visitor.page.evaluate(() => { document.querySelector('h1').style.minWidth = '20rem'; });
  assert.match(String(await narrowFaults(visitor.page)), /h1/);
  await visitor.page.evaluate(() => { document.querySelector('h1').style.minWidth = '41rem'; });
  assert.match(String(await largeTextFaults(visitor.page)), /h1/);
  await visitor.leave();
});

test('what a browser complains of is heard', async () => {
  const visitor = await Visitor.arrive(browser);
  const {context, page, complaints} = visitor;
  const policy = (await (await context.request.get('/console/log-in')).headers())['content-security-policy'];
  await page.route('**/bad', route => route.fulfill({
    contentType: 'text/html', headers: {'content-security-policy': policy},
    body: '<title>bad</title><p style="color: red">x</p><script>alert(1)</script><img src="http://localhost:1/a.png">'}));
  await page.goto('/bad');
  await page.evaluate(() => {
    console.error('an error');
    setTimeout(() => { throw new Error('thrown'); });
    return fetch('http://localhost:1/').catch(() => {});
  });
  const awaited = [/policy: style-src/, /policy: script-src/, /policy: img-src/, /policy: connect-src/,
                   /console error: an error/, /exception: thrown/];
  for (const words of awaited) await heard(page, complaints, words);
  await context.close();
});

async function heard(page, complaints, words) {
  for (let tries = 0; tries < 600 && !complaints.list.some(line => words.test(line)); ++tries)
    await page.waitForTimeout(100);
  assert.ok(complaints.list.some(line => words.test(line)), `${words} in ${complaints.list.join('\n')}`);
}

// Pages of others cannot act in a visitor's name, and a session is over when it is said to be.
import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import {after, before, test} from 'node:test';
import {audited, ctl, launch, Visitor, world} from './browser.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// A site of somebody else's: its page sends a form to the console as soon as it is open.
async function withStranger(run) {
  const server = createServer((request, answer) => {
    const {action, ...fields} = Object.fromEntries(new URL(request.url, 'http://stranger').searchParams);
    if (!action) return answer.end('inside');
    const inputs = Object.entries(fields).map(([name, value]) => `<input name="${name}" value="${value}">`).join('');
    answer.setHeader('Content-Type', 'text/html; charset=utf-8');
    answer.end(`<title>stranger</title><form method="post" action="${world.address}${action}">${inputs}</form>
      <script>document.querySelector('form').submit()</script>`);
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  try {
    await run(server.address().port);
  } finally {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  }
}

test('a page of another origin changes nothing', () => withStranger(async port => {
  const visitor = await Visitor.arrive(browser, {account: 'support'});
  const {page, context} = visitor;
  await visitor.lookUp(world.customers.alone);
  const customer = visitor.here();
  const token = await page.inputValue('form[action$="/reveal"] [name=token]');
  const before = await audited('--who', 'support', '--action', 'customer.reveal');

  const stranger = await context.newPage();
  // Another port is another origin on the same site, so the session's cookie is sent; another name is another site.
  for (const [host, expected] of [['127.0.0.1', 403], ['localhost', 303]]) {
    for (const [action, fields] of [['/console/log-out', {}], ['/console/log-out', {token}],
                                    [`${customer}/reveal`, {token, reason: 'stranger'}],
                                    ['/console/look-up', {token, query: world.customers.alone}]]) {
      const answered = stranger.waitForResponse(response => response.request().method() === 'POST');
      await stranger.goto(`http://${host}:${port}/?${new URLSearchParams({action, ...fields})}`,
                          {waitUntil: 'commit'});
      assert.equal((await answered).status(), expected, `${host} ${action}`);
      await stranger.waitForURL(url => url.href.startsWith(world.address));
      assert.doesNotMatch(await stranger.content(), /977654321/);
    }
  }
  await stranger.close();
  assert.deepEqual(await audited('--who', 'support', '--action', 'customer.reveal'), before);
  await page.reload();
  assert.equal(visitor.here(), customer);
  // The control: the same form from our own page does act.
  await visitor.send('header button');
  assert.equal(visitor.here(), '/console/log-in');
  // Asking the strangers' site was this test's own doing.
  visitor.complaints.list = visitor.complaints.list.filter(line => !line.includes(`:${port}/`));
  await visitor.leave();
}));

test('no page of others frames the console', () => withStranger(async port => {
  const visitor = await Visitor.arrive(browser, {account: 'support'});
  const page = await visitor.context.newPage();
  await page.route('**/frame', route => route.fulfill({contentType: 'text/html', body: `<title>stranger</title>
    <iframe id="ours" src="${world.address}/"></iframe><iframe id="theirs" src="/inside"></iframe>`}));
  await page.goto(`http://127.0.0.1:${port}/frame`);
  const inside = async id => (await (await page.locator(id).elementHandle()).contentFrame()).url();
  assert.doesNotMatch(await inside('#theirs'), /^chrome-error:/);
  assert.match(await inside('#ours'), /^chrome-error:/);
  await visitor.context.close();
}));

test('an account that is disabled is at the log-in with the next click', async () => {
  const visitor = await Visitor.arrive(browser, {account: 'leaver'});
  const {page} = visitor;
  await visitor.lookUp(world.customers.alone);
  assert.match(await visitor.text(), new RegExp(world.customers.alone));
  await ctl('users', 'disable', 'leaver');
  await visitor.send('nav a[href="/"]');
  assert.equal(visitor.here(), '/console/log-in');
  await page.goBack();
  assert.equal(visitor.here(), '/console/log-in');
  await visitor.leave();
});

test('after the log-out the way back shows nobody', async () => {
  const visitor = await Visitor.arrive(browser, {account: 'support'});
  const {page} = visitor;
  await visitor.lookUp(world.customers.alone);
  await visitor.send('header button');
  assert.equal(visitor.here(), '/console/log-in');
  await page.goBack();
  assert.equal(visitor.here(), '/console/log-in');
  assert.doesNotMatch(await page.content(), new RegExp(world.customers.alone));
  await visitor.leave();
});

// The operator's path: a list is sent, checked and loaded, a campaign planned, approved by another person, sent and
// reported; and on the way what each role may not do.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {audited, ctl, launch, Visitor} from './browser.mjs';
import {pageFaults} from './checks.mjs';
import {awaited, campaign, counts, downloaded, file, list, press, said, status, until} from './operator.mjs';

const kCustomers = 3000;
const kLarge = 60;
const kUpload = 200 * 1024;  // bytes a second
const {id, text} = campaign('duong-di');
const home = `/console/campaigns/${id}`;

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

test('from a list to the report of a campaign, with scripts', async () => {
  const operator = await Visitor.arrive(browser, {account: 'operator'});
  await sendList(operator);
  await operator.leave();

  const planner = await Visitor.arrive(browser, {account: 'planner'});
  await plan(planner);
  await notAlone(planner);
  await viewer();
  await ofUnit();

  // Nothing leaves before the overview has been looked at, however slow the machine.
  await ctl('channels', 'pause', 'sms');
  const overview = await Visitor.arrive(browser, {account: 'viewer'});
  try {
    await approve();
    await overview.page.goto('/console/overview');
    await said(overview.page, new RegExp(`${id}: .*đã xử lý 0 trên ${kLarge} khách`));
  } finally {
    await ctl('channels', 'resume', 'sms');
  }
  const document = await until(id, ({state, recipients}) => state === 'finished' && recipients.sent === 0);
  assert.equal(document.recipients.reached, kLarge);
  // The page that was open all the time says so by itself.
  await said(overview.page, new RegExp(`${id}: đã kết thúc, đã xử lý ${kLarge} trên ${kLarge} khách .*đã nhận ${kLarge}`));
  assert.equal(overview.here(), '/console/overview');
  await overview.leave();

  await report(planner);
  await planner.leave();
});

async function sendList(visitor) {
  const {page, context} = visitor;
  await page.goto('/console/lists');
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.emulateNetworkConditions',
                     {offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: kUpload});
  await page.setInputFiles('#list', file('khach-hang.csv', list(9, kCustomers, kLarge), 'text/csv'));
  await (await awaited(page, 'button', 'Kiểm tra tệp')).click();
  const seen = await follow(page);
  assert.ok(seen.some(({share}) => share > 0 && share < 100), JSON.stringify(seen));
  assert.ok(seen.some(({words}) => /^Đang gửi tệp: \d+ %/.test(words)), JSON.stringify(seen));
  await network.send('Network.emulateNetworkConditions',
                     {offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1});

  const load = await awaited(page, 'button', 'Nạp 3.000 khách hàng');
  assert.match(visitor.here(), /^\/console\/lists\/checks\//);
  const told = await counts(page);
  assert.deepEqual([told['Dòng đã đọc'], told['Nạp được'], told['Khách hàng mới'], told['Bị từ chối']],
                   [kCustomers + 1, kCustomers, kCustomers, 1]);
  assert.match(await visitor.text(), /1 mã khách hàng còn thiếu/);
  assert.deepEqual(await pageFaults(page), []);
  await load.click();
  await said(page, 'Đã nạp xong.');
  assert.equal((await counts(page))['Nạp được'], kCustomers);
  assert.equal((await ctl('customers', 'show', 'PA05090000000')).segment, 'large');
}

// What the bar shows until the page is left for that of the checks.
async function follow(page) {
  const seen = [];
  while (!/\/checks\//.test(page.url())) {
    const now = await page.evaluate(() => {
      const sending = document.querySelector('.sending:not([hidden])');
      return sending && {share: sending.querySelector('progress').value, words: sending.querySelector('p').textContent};
    }).catch(() => null);  // between two pages
    if (now) seen.push(now);
  }
  return seen;
}

async function plan(visitor) {
  const {page} = visitor;
  await page.goto('/console/campaigns/plan');
  const form = page.locator('form[enctype="multipart/form-data"]');
  const choose = async words => {
    await page.setInputFiles('#chosen', file('duong-di.yaml', words));
    const arrived = page.waitForEvent('framenavigated', frame => frame === page.mainFrame());
    await form.getByRole('button', {name: 'Lập kế hoạch'}).click();
    await arrived;
  };
  await choose(text.replace('routes:', 'rotes:'));
  await said(page, /Tệp có lỗi/);
  assert.match(await visitor.text(), /Dòng 6/);
  assert.match(await page.inputValue('#text'), /rotes:/);
  assert.deepEqual(await pageFaults(page), []);
  await choose(text);
  await press(page, 'link', 'Xem kế hoạch');
  assert.equal(visitor.here(), home);
  const document = await ctl('campaign', 'status', id);
  assert.deepEqual([document.state, document.planned_by, document.recipients.total], ['planned', 'planner', kLarge]);
}

// The planner's role may approve, and his own plan it may not.
async function notAlone(visitor) {
  const {page} = visitor;
  assert.equal(await status(visitor, `${home}/approve`), 200);
  assert.match(await visitor.text(), /người khác phải phê duyệt/);
  assert.equal(await page.getByRole('button', {name: 'Phê duyệt chiến dịch'}).count(), 0);
  // The form of somebody who may, sent with the planner's own token.
  const [shown] = await approvalForm();
  const token = await page.inputValue('header [name=token]');
  const answer = await visitor.context.request.post(`${home}/approve`, {form: {token, plan: shown}, maxRedirects: 0});
  assert.equal(answer.status(), 422);
  assert.equal((await ctl('campaign', 'status', id)).state, 'planned');
}

// What the form for the approval holds for somebody who may send it.
async function approvalForm() {
  const approver = await Visitor.arrive(browser, {account: 'approver'});
  await approver.page.goto(`${home}/approve`);
  const shown = await approver.page.inputValue('main form [name=plan]');
  assert.deepEqual(await pageFaults(approver.page), []);
  await approver.leave();
  return [shown];
}

// A viewer sees figures and no act, and is refused each.
async function viewer() {
  const visitor = await Visitor.arrive(browser, {account: 'viewer'});
  const {page, context} = visitor;
  assert.equal(await status(visitor, home), 200);
  for (const act of ['approve', 'pause', 'cancel', 'preview', 'report'])
    assert.equal(await page.locator(`main [href$="/${act}"], main [action$="/${act}"]`).count(), 0, act);
  const token = await page.inputValue('header [name=token]');
  for (const address of [`${home}/approve`, '/console/campaigns/plan', '/console/lists', '/console/templates'])
    assert.equal(await status(visitor, address), 403, address);
  const answer = await context.request.post(`${home}/approve`, {form: {token, plan: ''}, maxRedirects: 0});
  assert.equal(answer.status(), 403);
  assert.deepEqual(await audited('--who', 'viewer', '--action', 'campaign'), []);
  await visitor.leave();
}

// An operator of one unit sees that unit alone, and neither plans nor loads.
async function ofUnit() {
  const visitor = await Visitor.arrive(browser, {account: 'unit-operator'});
  assert.equal(await status(visitor, home), 200);
  const words = await visitor.text();
  assert.match(words, /PA01/);
  assert.doesNotMatch(words, /PA05/);
  assert.match(words, new RegExp(`Tất cả\\s+${kLarge / 2}\\b`));
  assert.equal(await status(visitor, '/console/overview'), 200);
  assert.doesNotMatch(await visitor.text(), /PA05/);
  for (const address of [`${home}/approve`, '/console/campaigns/plan', '/console/lists', '/console/channels'])
    assert.equal(await status(visitor, address), 403, address);
  await visitor.lookUp('PA05090000000');
  assert.match(await visitor.text(), /Không tìm thấy khách hàng nào\./);
  await visitor.leave();
}

async function approve() {
  const visitor = await Visitor.arrive(browser, {account: 'approver'});
  await visitor.page.goto(home);
  await press(visitor.page, 'link', 'Phê duyệt…');
  await press(visitor.page, 'button', 'Phê duyệt chiến dịch');
  assert.equal(visitor.here(), home);
  assert.match(await visitor.text(), /Đã phê duyệt\./);
  assert.equal((await ctl('campaign', 'status', id)).approved_by, 'approver');
  await visitor.leave();
}

async function report(visitor) {
  const {page} = visitor;
  await page.goto(home);
  assert.match(await visitor.text(), /đã kết thúc/);
  await press(page, 'button', 'HTML');
  const made = await downloaded(page, 'link', /Tải tệp/);
  assert.equal(made.name, `${id}-report.html`);
  assert.match(made.text, new RegExp(id));
  assert.match(made.text, new RegExp(`<td[^>]*>${kLarge}</td>`));
  assert.deepEqual(await pageFaults(page), []);
}

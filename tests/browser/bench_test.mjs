// A message that is written at the bench: what it comes to is shown while it is typed, and nothing is stored.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {audited, launch, Visitor, world} from './browser.mjs';
import {pageFaults} from './checks.mjs';
import {downloaded, press} from './operator.mjs';
import {bench} from './pages.mjs';

const kAddress = '/console/templates/bench';
const sms = bench('tri-an/sms.txt', 'sms');

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// How often the page has asked for a preview, without its being left.
function countAsked(page) {
  const asked = {times: 0};
  page.on('request', request => {
    if (request.method() === 'POST' && !request.isNavigationRequest()) ++asked.times;
  });
  return asked;
}

async function shows(page, words) {
  await page.locator('#preview').getByText(words).first().waitFor();
}

test('what is typed is shown at each pause, with its faults, parts and price', async () => {
  const visitor = await Visitor.arrive(browser, {account: 'operator'});
  const {page} = visitor;
  const asked = countAsked(page);
  await page.goto('/console/templates');
  await press(page, 'link', 'tri-an/sms.txt, kênh sms');
  await shows(page, /EVNNPC kinh gui Quy khach/);
  assert.match(await page.textContent('#preview-summary'), /Nội dung không có lỗi/);
  assert.equal(asked.times, 0);

  await page.fill('#text', '');
  await page.locator('#text').pressSequentially('Kính gửi {{ ful_name }}, cảm ơn', {delay: 30});
  await shows(page, /did you mean `full_name`/);
  await shows(page, 'dòng 1');
  await shows(page, 'Kính gửi {{ ful_name }}, cảm ơn');
  assert.equal(await page.textContent('#preview-summary'), 'Nội dung có 1 lỗi.');
  // Not at each letter.
  assert.ok(asked.times >= 1 && asked.times <= 10, `asked ${asked.times} times for 31 letters`);
  assert.deepEqual(await pageFaults(page), []);

  await page.fill('#customer', world.customers.reached);
  await page.fill('#text', 'Kính gửi {{ full_name }} <img src=x onerror="document.title=1"> ' + 'cảm ơn '.repeat(30));
  await shows(page, /^Kinh gui Nguyen Van An <img src=x/);
  await shows(page, /Không dấu: 2 phần, 1\.700 đ\. Có dấu: 5 phần/);
  assert.equal(await page.locator('#preview img').count(), 0);
  assert.equal(new URL(page.url()).pathname, kAddress);
  await page.check('[name=advertising]');
  await shows(page, /^\[QC\] Kinh gui Nguyen Van An/);
  assert.deepEqual(await pageFaults(page), []);

  // A wrong code is said when it is whole.
  const times = asked.times;
  await page.fill('#customer', 'PA05999999999');
  await page.locator('#text').press('End');  // leaves the field
  await shows(page, 'Không có khách hàng mang mã này.');
  assert.equal(asked.times, times + 1);

  const made = await downloaded(page, 'button', 'Tải về sms.txt');
  assert.equal(made.name, 'sms.txt');
  assert.match(made.text, /^Kính gửi \{\{ full_name \}\} <img src=x/);
  // What was typed is gone with the page.
  await page.goto(sms);
  assert.match(await page.inputValue('#text'), /^EVNNPC kính gửi/);
  assert.deepEqual(await audited('--who', 'operator', '--action', 'campaign'), []);
  await visitor.leaveAfterRefusals(kAddress);
});

test('the other channels have what is theirs', async () => {
  const visitor = await Visitor.arrive(browser, {account: 'operator'});
  const {page} = visitor;
  await page.goto(bench('tri-an/email', 'email'));
  await page.fill('#html', '<p>{{ full_name }}\n{{ nobody }}');
  await shows(page, 'Phần HTML');
  await shows(page, 'dòng 2');
  await page.fill('#html', '');
  await page.fill('#subject', 'Cảm ơn {{ bare_name | upper }}');
  await shows(page, /CẢM ƠN|Cảm ơn [A-ZÀ-Ỹ ]+/);
  await page.goto(bench('tri-an/zalo.yaml', 'zalo'));
  await page.fill('#text', 'template_id: "1"\ndata:\n  ten: "{{ full_name | shout }}"');
  await shows(page, 'data.ten');
  await shows(page, 'dòng 3');
  await page.fill('#text', 'template_id: "1"\ndata:\n  ten: "{{ full_name }}"');
  await shows(page, /^template 1\s+ten: /);
  await visitor.leave();
});

test('a text that cannot be shown just now is shown later, and what was typed stays', async () => {
  const visitor = await Visitor.arrive(browser, {account: 'operator'});
  const {page, context} = visitor;
  await page.goto(sms);
  const asked = countAsked(page);
  await page.route(`**${kAddress}`, route => route.fulfill({status: 503, contentType: 'text/html', body: 'x'}));
  await page.fill('#text', 'Xin chào {{ full_name }}');
  await page.getByText('Chưa cập nhật được phần xem trước').waitFor();
  await page.unroute(`**${kAddress}`);
  // By itself: nobody types.
  await shows(page, /^Xin chao/);
  assert.ok(await page.locator('#preview-note').isHidden());

  await context.clearCookies({name: /session/});
  const before = asked.times;
  await page.fill('#text', 'Xin chào lần nữa {{ full_name }}');
  await page.getByText('Phiên làm việc đã hết').waitFor();
  assert.equal(await page.inputValue('#text'), 'Xin chào lần nữa {{ full_name }}');
  await page.fill('#text', 'Và một lần nữa');
  await page.goto('/console/log-in');
  assert.equal(asked.times, before + 1, 'asked although the session is over');
  await visitor.leaveAfterRefusals(kAddress);
});

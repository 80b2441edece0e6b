// A browser that runs no script: log-in, look-up, everything shown, a list, a campaign's plan and approval, a text.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {ctl, launch, Visitor, world} from './browser.mjs';
import {campaign, downloaded, file, list, press, said} from './operator.mjs';
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

test('a list, a plan and its approval without a script', async () => {
  const {id, text} = campaign('khong-script');
  const scriptless = account => Visitor.arrive(browser, {account, javaScriptEnabled: false});
  const operator = await scriptless('operator');
  await operator.page.goto('/console/lists');
  assert.ok(await operator.page.locator('.sending').isHidden());
  await operator.page.setInputFiles('#list', file('nho.csv', list(8, 4, 2), 'text/csv'));
  await press(operator.page, 'button', 'Kiểm tra tệp');
  await press(operator.page, 'button', 'Nạp 4 khách hàng');
  await said(operator.page, 'Đã nạp xong.');
  await operator.leave();

  const planner = await scriptless('planner');
  await planner.page.goto('/console/campaigns/plan');
  await planner.page.setInputFiles('#chosen', file('khong-script.yaml', text));
  const form = planner.page.locator('form[enctype="multipart/form-data"]');
  await form.getByRole('button', {name: 'Lập kế hoạch'}).click();
  await press(planner.page, 'link', 'Xem kế hoạch');
  assert.match(await planner.text(), /đã lập kế hoạch/);
  await planner.leave();

  // Nothing of it is to be sent here.
  await ctl('channels', 'pause', 'sms');
  try {
    const approver = await scriptless('approver');
    await approver.page.goto(`/console/campaigns/${id}`);
    await press(approver.page, 'link', 'Phê duyệt…');
    await press(approver.page, 'button', 'Phê duyệt chiến dịch');
    assert.match(await approver.text(), /Đã phê duyệt\./);
    await approver.leave();
    const document = await ctl('campaign', 'status', id);
    assert.deepEqual([document.planned_by, document.approved_by], ['planner', 'approver']);
    await ctl('campaign', 'cancel', id, '--confirm', id);
  } finally {
    await ctl('channels', 'resume', 'sms');
  }
});

test('a text is tried by the button, without a script', async () => {
  const visitor = await Visitor.arrive(browser, {account: 'operator', javaScriptEnabled: false});
  const {page} = visitor;
  await page.goto('/console/templates');
  await press(page, 'link', 'tri-an/sms.txt, kênh sms');
  await page.fill('#text', 'Kính gửi {{ full_name }}\n{{ ful_name }}');
  await press(page, 'button', 'Xem trước');
  assert.match(await page.innerText('#preview'), /dòng 2/);
  await page.fill('#text', 'Kính gửi {{ full_name }}');
  await page.fill('#customer', world.customers.reached);
  await press(page, 'button', 'Xem trước');
  assert.match(await page.innerText('#preview'), /Kinh gui Nguyen Van An/);
  const made = await downloaded(page, 'button', 'Tải về sms.txt');
  assert.deepEqual(made, {name: 'sms.txt', text: 'Kính gửi {{ full_name }}\n'});
  await visitor.leave();
});

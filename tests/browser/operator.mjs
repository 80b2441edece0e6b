// What an operator sends, and how he gets from page to page.
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {ctl, kPatience} from './browser.mjs';

const kHead = 'customer_code,full_name,phone,email,address,unit,segment\n';

// A list of so many customers of two units, of whom `large` are large ones, with a row that cannot be loaded. `series` tells
// its codes and telephones from those of other lists.
export function list(series, count, large) {
  const rows = Array.from({length: count}, (_, at) => {
    const unit = at % 2 === 0 ? 'PA05' : 'PA01';
    const number = String(at).padStart(6, '0');
    const segment = at < large ? 'large' : 'household';
    return `${unit}0${series}0${number},Hộ Thử ${at},093${series}${number},,${'Số nhà ngõ đường '.repeat(10)}${at},` +
           `${unit},${segment}\n`;
  });
  return kHead + rows.join('') + ',Không Mã,0912345678,,1 Trần Phú,PA05,household\n';
}

// Today in Viet Nam, and so many days later: 2026-12-18.
function day(later = 0) {
  return new Intl.DateTimeFormat('en-CA', {timeZone: 'Asia/Ho_Chi_Minh'}).format(Date.now() + later * 86_400_000);
}

// A campaign for the large customers, to be approved by a second person.
export function campaign(name) {
  return {id: `${name}-${day().slice(0, 4)}`, text: `campaign: ${name}
title: Tri ân khách hàng
class: care
window: {from: ${day()}, to: ${day(3)}, hours: "00:00-24:00"}
pace: fast
routes:
  - send: [sms]
one_per: [customer_code, phone]
messages: {sms: tri-an/sms.txt}
audience: {segment: [large]}
approval: two_person
`};
}

export function file(name, text, mimeType = 'text/plain') {
  return {name, mimeType, buffer: Buffer.from(text)};
}

// Until the page has that to press; pages that wait for work open again by themselves.
export async function awaited(page, role, name) {
  const found = page.locator('main').getByRole(role, {name});
  await found.waitFor({timeout: 5 * kPatience});
  return found;
}

// Presses it, and waits for the page that it leads to.
export async function press(page, role, name) {
  const button = await awaited(page, role, name);
  const arrived = page.waitForEvent('framenavigated', frame => frame === page.mainFrame());
  await button.click();
  await arrived;
  await page.waitForLoadState();
}

export async function said(page, words) {
  await page.locator('main').getByText(words).first().waitFor({timeout: 5 * kPatience});
}

// The numbers of the page's list: { 'Dòng đã đọc': 1000, … }.
export async function counts(page) {
  const pairs = await page.$$eval('main dt', titles => titles.map(title => [title.textContent,
                                                                           title.nextElementSibling.textContent]));
  return Object.fromEntries(pairs.map(([title, number]) => [title, Number(number.replaceAll('.', ''))]));
}

// What a link's or a button's file holds.
export async function downloaded(page, role, name) {
  const coming = page.waitForEvent('download');
  await (await awaited(page, role, name)).click();
  const download = await coming;
  return {name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8')};
}

// What a page that the visitor asks for by its address answers.
export async function status(visitor, address) {
  return (await visitor.page.goto(address)).status();
}

// Waits until trianctl says so of the campaign.
export async function until(id, what) {
  const end = Date.now() + 5 * kPatience;
  for (;;) {
    const document = await ctl('campaign', 'status', id);
    if (what(document)) return document;
    assert.ok(Date.now() < end, `${id} stays ${document.state}: ${JSON.stringify(document.recipients)}`);
  }
}

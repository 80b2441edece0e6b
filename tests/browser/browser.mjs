// What every test of the console shares: Debian's Chromium, and people who visit the console with it.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {chromium} from 'playwright-core';
import {Complaints} from './complaints.mjs';

// What the scenario tells: address, password, customers, programs, folders.
export const world = JSON.parse(process.env.TRIAND_CONSOLE);

// A machine may be busy; what does not happen at all is found out soon enough.
export const kPatience = 60_000;

export function launch(options = {}) {
  return chromium.launch({executablePath: '/usr/bin/chromium', chromiumSandbox: process.getuid() !== 0, ...options});
}

// Somebody with a browser of his own: no cookie and no tab is anybody else's.
export class Visitor {
  static async arrive(browser, {account, language = 'vi', ...options} = {}) {
    const context = await browser.newContext({baseURL: world.address, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh',
                                              viewport: {width: 1280, height: 800}, ...options});
    context.setDefaultTimeout(kPatience);
    context.setDefaultNavigationTimeout(kPatience);
    const visitor = new Visitor(context, await Complaints.watch(context, world.address));
    visitor.page = await context.newPage();
    await visitor.page.goto(`/console/log-in?lang=${language}`);
    if (account) await visitor.logIn(account);
    return visitor;
  }

  constructor(context, complaints) {
    this.context = context;
    this.complaints = complaints;
  }

  // At the log-in.
  async logIn(account) {
    await this.page.fill('#name', account);
    await this.page.fill('#password', world.password);
    await this.send('main button[type=submit]');
    assert.equal(this.here(), '/', `${account} could not log in`);
  }

  here(page = this.page) {
    return new URL(page.url()).pathname;
  }

  async lookUp(query, page = this.page) {
    await page.goto('/');
    await page.fill('#query', query);
    await this.send('[role=search] button', page);
  }

  // Presses what leads to another page, and waits for that.
  async send(button, page = this.page) {
    const arrived = page.waitForEvent('framenavigated', frame => frame === page.mainFrame());
    await page.click(button);
    await arrived;
    await page.waitForLoadState();
  }

  text(page = this.page) {
    return page.innerText('main');
  }

  // The same where the test itself had questions to that address refused, or had them find nobody: what else failed is told
  // by its own address besides Chromium's word for it.
  async leaveAfterRefusals(address) {
    this.complaints.list = this.complaints.list.filter(line => !line.startsWith(`${world.address}${address}:`) &&
      !line.includes(': console error: Failed to load resource:'));
    await this.leave();
  }

  // Ends the visit; nothing may have been complained of.
  async leave() {
    await this.context.close();
    assert.deepEqual(this.complaints.list, []);
  }
}

// What trianctl answers.
export async function ctl(...words) {
  const {stdout} = await promisify(execFile)(world.trianctl, ['--socket', world.socket, '--json', ...words]);
  return JSON.parse(stdout);
}

export async function audited(...words) {
  return (await ctl('audit', 'list', ...words)).entries;
}

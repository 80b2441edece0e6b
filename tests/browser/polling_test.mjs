// How often a page that is left open asks for what is new: more and more rarely while nothing changes or nobody answers, at
// the usual pace again afterwards, and not at all while nobody sees it. The page's clock is wound on by the test.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
import {ctl, launch, Visitor} from './browser.mjs';

const kPart = '/console/overview/live';
const kSecond = 1000;

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// An overview whose clock stands still until `ask` winds it on.
class Watched {
  static async open() {
    const visitor = await Visitor.arrive(browser, {account: 'viewer'});
    const {page} = visitor;
    // When the page asks, by its own clock; and whether it has heard the answer, and done with it what it does.
    await page.addInitScript(() => {
      window.asked = [];
      window.answers = 0;
      const send = XMLHttpRequest.prototype.send;
      XMLHttpRequest.prototype.send = function (...words) {
        window.asked.push(Date.now());
        this.addEventListener('loadend', () => { ++window.answers; });
        return send.apply(this, words);
      };
    });
    const now = new Date();
    await page.clock.install({time: now});
    await page.goto('/console/overview');
    await page.clock.pauseAt(new Date(now.getTime() + 60 * kSecond));
    const watched = new Watched(visitor);
    // The first answer is the page as it is.
    while ((await watched.asked()).length === 0) await watched.second();
    await watched.heard();
    return watched;
  }

  constructor(visitor) {
    this.visitor = visitor;
    this.page = visitor.page;
  }

  asked() {
    return this.page.evaluate(() => window.asked);
  }

  async heard() {
    while (await this.page.evaluate(() => window.asked.length !== window.answers));
  }

  async second() {
    await this.page.clock.runFor(kSecond);
    await this.heard();
  }

  // Winds on until the page has asked so often; how many seconds lay between one question and the next, from the last
  // that was asked before.
  async gaps(count) {
    const before = await this.asked();
    for (let seconds = 0; seconds < 600 && (await this.asked()).length < before.length + count; ++seconds)
      await this.second();
    const moments = (await this.asked()).slice(before.length - 1);
    assert.equal(moments.length, count + 1, 'the page asks no more');
    return moments.slice(1).map((moment, at) => Math.round((moment - moments[at]) / kSecond));
  }

  // Winds on until the answer has these words: one figure is reckoned for all who look within two seconds, by the server's
  // clock, and the page's stands still meanwhile.
  async shows(words) {
    const place = this.page.locator('#live').getByText(words).first();
    for (const end = Date.now() + 60 * kSecond; !await place.isVisible();) {
      assert.ok(Date.now() < end, `the page never shows ${words}`);
      await sleep(200);
      await this.gaps(1);
    }
  }

  // Answers in the server's place, until it is told to stop.
  async instead(answer) {
    await this.page.route(`**${kPart}`, answer);
    return () => this.page.unroute(`**${kPart}`);
  }

  note() {
    return this.page.locator('#live-note');
  }

  leave() {
    return this.visitor.leaveAfterRefusals(kPart);
  }
}

test('the page asks more rarely while nothing changes, and at the usual pace when something does', async () => {
  const watched = await Watched.open();
  assert.deepEqual(await watched.gaps(5), [4, 8, 16, 20, 20]);
  assert.ok(await watched.note().isHidden());
  await ctl('channels', 'pause', 'zalo', '--reason', 'thử');
  try {
    await watched.shows('thử');
    assert.deepEqual(await watched.gaps(4), [4, 8, 16, 20]);
  } finally {
    await ctl('channels', 'resume', 'zalo');
  }
  await watched.leave();
});

for (const [what, answer] of [['with 503', route => route.fulfill({status: 503, body: ''})],
                              ['not at all', route => route.abort('connectionrefused')]]) {
  test(`the page asks more and more rarely while the server answers ${what}, and goes on when it is back`, async () => {
    const watched = await Watched.open();
    const back = await watched.instead(answer);
    assert.deepEqual(await watched.gaps(6), [4, 8, 16, 32, 60, 60]);
    assert.match(await watched.note().textContent(), /đang thử lại/);
    await back();
    assert.deepEqual(await watched.gaps(1), [60]);
    assert.ok(await watched.note().isHidden());
    assert.deepEqual(await watched.gaps(1), [4]);
    await watched.leave();
  });
}

test('a page that nobody sees asks nothing, and asks again when it is seen', async () => {
  const watched = await Watched.open();
  const see = hidden => watched.page.evaluate(value => {
    Object.defineProperty(document, 'hidden', {configurable: true, get: () => value});
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
  await see(true);
  const before = (await watched.asked()).length;
  for (let seconds = 0; seconds < 120; ++seconds) await watched.second();
  assert.equal((await watched.asked()).length, before);
  await see(false);
  for (let seconds = 0; seconds < 4; ++seconds) await watched.second();
  assert.equal((await watched.asked()).length, before + 1);
  await watched.leave();
});

test('a page whose session is over asks no more', async () => {
  const watched = await Watched.open();
  await watched.visitor.context.clearCookies({name: /session/});
  await watched.gaps(1);
  await watched.page.getByText('Phiên làm việc đã hết').waitFor();
  const before = (await watched.asked()).length;
  for (let seconds = 0; seconds < 120; ++seconds) await watched.second();
  assert.equal((await watched.asked()).length, before);
  await watched.leave();
});

// The pages that are looked at one by one. What the navigation leads an administrator to is found by the crawl; here stands
// what only a form, a role or a mistake leads to.
import {world} from './browser.mjs';

const {customers} = world;

// `open` brings a visitor there; `account`: whose page it is (none: nobody has logged in); `status`: 200 unless said.
export const pages = [
  {name: 'log-in', open: ({page}) => page.goto('/console/log-in')},
  {name: 'log-in refused', status: 403, open: logInWrongly},
  {name: 'look-up', account: 'support', open: ({page}) => page.goto('/')},
  {name: 'nobody found', account: 'support', status: 404, open: visitor => visitor.lookUp('PA05999999999')},
  {name: 'several found', account: 'support', open: visitor => visitor.lookUp(customers.phone)},
  {name: 'reached', account: 'support', open: visitor => visitor.lookUp(customers.reached)},
  {name: 'reached by the second channel', account: 'support', open: visitor => visitor.lookUp(customers.fallback)},
  {name: 'in doubt', account: 'support', open: visitor => visitor.lookUp(customers.doubt)},
  {name: 'a hostile name', account: 'support', open: visitor => visitor.lookUp(customers.hostile)},
  {name: 'not written to', account: 'support', open: visitor => visitor.lookUp(customers.duplicate)},
  {name: 'masked', account: 'viewer', open: visitor => visitor.lookUp(customers.reached)},
  {name: 'everything shown', account: 'support', open: visitor => reveal(visitor, 'khách hỏi số')},
  {name: 'no reason given', account: 'support', status: 400, open: visitor => reveal(visitor, ' ')},
  {name: 'no such customer', account: 'support', status: 404, open: ({page}) => page.goto('/console/customers/999999')},
  {name: 'an SMS on the bench', account: 'operator', open: ({page}) => page.goto(bench('tri-an/sms.txt', 'sms'))},
  {name: 'an email on the bench', account: 'operator', open: ({page}) => page.goto(bench('tri-an/email', 'email'))},
  {name: 'a Zalo file on the bench', account: 'operator', open: ({page}) => page.goto(bench('tri-an/zalo.yaml', 'zalo'))},
  {name: 'a text with faults', account: 'operator', open: writeFaults},
  {name: 'an old form', account: 'support', status: 403, open: sendOldForm},
];

export function bench(message, channel) {
  return `/console/templates/bench?${new URLSearchParams({message, channel})}`;
}

async function writeFaults(visitor) {
  await visitor.page.goto(bench('tri-an/sms.txt', 'sms'));
  await visitor.page.fill('#text', 'Kính gửi {{ ful_name }},\n{% if gift %} https://la.example/' + 'x'.repeat(300));
  await visitor.send('main button[value=preview]');
}

async function logInWrongly(visitor) {
  await visitor.page.goto('/console/log-in');
  await visitor.page.fill('#name', 'nobody-here');
  await visitor.page.fill('#password', 'wrong');
  await visitor.send('main button[type=submit]');
}

export async function reveal(visitor, reason) {
  await visitor.lookUp(customers.reached);
  await visitor.page.fill('#reason', reason);
  await visitor.send('form[action$="/reveal"] button');
}

async function sendOldForm(visitor) {
  await visitor.page.goto('/');
  await visitor.page.evaluate(() => { document.querySelector('[role=search] [name=token]').value = '0'.repeat(64); });
  await visitor.page.fill('#query', customers.reached);
  await visitor.send('[role=search] button');
}

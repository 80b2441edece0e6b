// Every page that links lead to, one of each kind: addresses that differ only in numbers, in the names of things with
// numbers and in those of accounts are one kind. Links alone are followed, so nothing is changed by it.
const kMost = 200;  // a crawl that goes on and on is a fault of ours or of the pages'

function kindOf(url) {
  const parts = url.pathname.split('/');
  const path = parts.map((part, at) => /\d/.test(part) || parts[at - 1] === 'users' ? '*' : part).join('/');
  return path + '?' + [...url.searchParams.keys()].filter(key => key !== 'lang').sort().join('&');
}

// Calls `look(response)` on each page, with the page open, and returns the addresses. What is no page
// but a file is only asked for.
export async function crawl(page, look) {
  const home = new URL('/', page.url());
  const waiting = [home];
  const seen = new Set([kindOf(home)]);
  const pages = [];
  while (waiting.length > 0) {
    const url = waiting.shift();
    if (seen.size > kMost) throw new Error(`the crawl does not end: ${[...seen].join(' ')}`);
    const answer = await page.context().request.get(url.href);
    const {'content-type': type = '', 'content-disposition': disposition = ''} = answer.headers();
    await answer.dispose();
    if (answer.ok() && (!type.startsWith('text/html') || disposition.startsWith('attachment'))) continue;
    await look(await page.goto(url.href));
    pages.push(url.pathname + url.search);
    for (const address of await page.$$eval('a[href]', links => links.map(link => link.href))) {
      const next = new URL(address);
      next.hash = '';
      if (next.origin !== home.origin || next.searchParams.has('lang') || seen.has(kindOf(next))) continue;
      seen.add(kindOf(next));
      waiting.push(next);
    }
  }
  return pages;
}

export function navigation(page) {
  return page.$$eval('nav a[href]', links => links.map(link => new URL(link.href).pathname));
}

// All that a browser complains of on the pages of one context: its console, exceptions, breaches of the page's policy,
// what could not be loaded, and what was asked of another host than ours.
export class Complaints {
  constructor(home) {
    this.home = home;
    this.list = [];
    this.refusals = new Set();  // addresses of pages that were refused on purpose
  }

  static async watch(context, home) {
    const complaints = new Complaints(home);
    await context.exposeBinding('tellBreach', ({page}, breach) => complaints.add(page.url(), `policy: ${breach}`));
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', breach =>
        window.tellBreach(`${breach.effectiveDirective} blocked ${breach.blockedURI || 'what stands in the page'}`));
    });
    context.on('page', page => complaints.watchPage(page));
    context.on('request', request => {
      const url = request.url();
      if (!url.startsWith(home + '/')) complaints.add('', `asked another host: ${url}`);
    });
    context.on('response', response => complaints.judge(response));
    context.on('requestfailed', request => {
      // A page that is left before all has come is no fault.
      const why = request.failure()?.errorText ?? '';
      if (why !== 'net::ERR_ABORTED') complaints.add('', `${request.url()}: ${why}`);
    });
    return complaints;
  }

  add(where, what) {
    this.list.push(where ? `${where}: ${what}` : what);
  }

  watchPage(page) {
    page.on('pageerror', error => this.add(page.url(), `exception: ${error.message}`));
    page.on('console', message => {
      const address = message.location().url;
      // Chromium says so of every page with such a status; the tests look at the status itself.
      if (this.refusals.has(address) && message.text().startsWith('Failed to load resource')) return;
      // A test that types before the page is ready has put the focus somewhere itself.
      if (message.text().startsWith('Autofocus processing was blocked')) return;
      this.add(page.url(), `console ${message.type()}: ${message.text()}`);
    });
  }

  judge(response) {
    if (response.status() < 400) return;
    const request = response.request();
    if (request.isNavigationRequest() && request.frame().parentFrame() === null && response.status() < 500) {
      this.refusals.add(response.url());
    } else {
      this.add('', `${response.url()}: ${response.status()}`);
    }
  }
}

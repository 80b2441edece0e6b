// Verifies requests with the reference implementation of Standard Webhooks, one JSON line each on standard input:
// {"secret", "headers", "body"} in, {"ok", "error"} out.
import {createInterface} from 'node:readline';
import {Webhook} from 'standardwebhooks';

for await (const line of createInterface({input: process.stdin})) {
  const {secret, headers, body} = JSON.parse(line);
  try {
    new Webhook(secret).verify(body, headers);
    console.log(JSON.stringify({ok: true}));
  } catch (fault) {
    console.log(JSON.stringify({ok: false, error: String(fault.message)}));
  }
}

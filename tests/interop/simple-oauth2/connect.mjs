// The npm package simple-oauth2, as a host would use it, against the emulator that runs alone.
//
//   npm install --no-package-lock
//   npm start
//
// It starts the emulator, and for each user makes the consent link, goes through the pages as a person with a browser would, exchanges the
// code, refreshes the token and calls the API with it. Needs Node.js 20 or later and the .NET SDK.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { AuthorizationCode } from 'simple-oauth2';

const redirectUri = 'http://localhost:5999/callback';
const project = fileURLToPath(new URL('../../../src/Bigin.OAuth.Emulator.Tool', import.meta.url));
const tool = spawn('dotnet', ['run', '--project', project, '--', '--port', '0', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
const exit = once(tool, 'exit');
let emulator;
try {
  const [line] = await Promise.race([once(createInterface({ input: tool.stdout }), 'line'), exit]);
  assert.equal(typeof line, 'string', 'The emulator did not start.');
  emulator = JSON.parse(line);
  for (const user of emulator.users.filter((user) => user.organizations.length > 0)) {
    await connect(user);
  }
} finally {
  tool.kill('SIGTERM');
}

assert.deepEqual(await exit, [0, null]);

async function connect(user) {
  // China is apart: its users start there.
  const home = emulator.dataCenters[user.dataCenter === 'cn' ? 'cn' : 'us'].accountsServer;
  const state = crypto.randomUUID();
  const link = client(home).authorizeURL({ redirect_uri: redirectUri, scope: ['ZohoBigin.org.READ', 'ZohoBigin.users.READ'], state, access_type: 'offline' });

  const answers = { email: user.email, organization: user.organizations.at(-1).id, decision: 'accept' };
  const redirect = Object.fromEntries(new URL(await browse(link, answers)).searchParams);
  assert.equal(redirect.state, state);
  assert.equal(redirect.location, user.dataCenter);
  assert.equal(redirect['accounts-server'], emulator.dataCenters[user.dataCenter].accountsServer);

  const theirs = client(redirect['accounts-server']);
  const token = await theirs.getToken({ code: redirect.code, redirect_uri: redirectUri });
  assert.match(token.token.access_token, /^1000\./, JSON.stringify(token.token));
  assert.match(token.token.refresh_token, /^1000\./);
  assert.equal(token.token.api_domain, emulator.dataCenters[user.dataCenter].apiServer);
  assert.equal(token.expired(), false);

  const refreshed = await token.refresh();
  assert.match(refreshed.token.access_token, /^1000\./, JSON.stringify(refreshed.token));
  assert.notEqual(refreshed.token.access_token, token.token.access_token);

  const answer = await fetch(`${refreshed.token.api_domain}/bigin/v2/org`, { headers: { authorization: `Zoho-oauthtoken ${refreshed.token.access_token}` } });
  assert.equal((await answer.json()).org[0].zgid, answers.organization);
  console.log(`${user.email}: consent, exchange, refresh and a call at ${redirect.location}`);
}

function client(accountsServer) {
  return new AuthorizationCode({
    client: { id: emulator.clientId, secret: emulator.clientSecret },
    auth: { tokenHost: accountsServer, tokenPath: '/oauth/v2/token', authorizePath: '/oauth/v2/auth' },
    options: { authorizationMethod: 'body', scopeSeparator: ',' },
  });
}

/** Follows redirects and fills in forms until the way leads back to the application. */
async function browse(url, answers) {
  const cookies = new Map();
  let request = { method: 'GET' };
  while (!url.startsWith(redirectUri)) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...request, headers: { cookie }, redirect: 'manual' });
    for (const [name, value] of response.headers.getSetCookie().map((text) => text.split(';')[0].split('='))) {
      cookies.set(name, value);
    }

    const location = response.headers.get('location');
    [url, request] = location ? [new URL(location, url).href, { method: 'GET' }] : fillIn(await response.text(), url, answers);
  }

  return url;
}

function fillIn(page, here, answers) {
  const step = page.match(/data-step="([a-z-]+)"/)[1];
  const field = { 'sign-in': 'email', organization: 'organization', consent: 'decision' }[step];
  assert.ok(field, `The emulator shows a page instead of going on: ${page}`);

  // The step's own form comes last, but for the list of users that follows the sign-in form with the same fields.
  const [, method, action, content] = [...page.matchAll(/<form method="(get|post)" action="([^"]*)">(.*?)<\/form>/gs)].at(-1);
  const fields = new URLSearchParams([...content.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name, value]) => [decode(name), decode(value)]));
  fields.set(field, answers[field]);
  const target = new URL(decode(action), here).href;
  return method === 'get' ? [`${target}?${fields}`, { method: 'GET' }] : [target, { method: 'POST', body: fields }];
}

function decode(html) {
  const named = { amp: '&', quot: '"', lt: '<', gt: '>' };
  return html.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_, hex, decimal, name) => named[name] ?? String.fromCodePoint(hex ? parseInt(hex, 16) : Number(decimal)));
}

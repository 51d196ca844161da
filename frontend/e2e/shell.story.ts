// The pages themselves without network: what the service worker keeps, and what it must not.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Person } from './api';
import { Browser, phone } from './browser';
import { prepare } from './programme';
import { Server } from './server';

let server: Server;
let token: string;

beforeAll(async () => {
  server = await Server.start();
  const lead = await Person.first(server, { demo: false });
  await prepare(lead, 'customer-feedback');
  const link = await lead.post<{ id: string }>('/projects/story/links', { title: 'Counter', definition: { id: 'customer-feedback', version: 1 }, wave: 'after' });
  token = link.id;
});
afterAll(() => server.end());

it('opens every entry that was visited once without a server, and keeps neither data of the API nor the desk on a customer’s phone', async () => {
  const browser = new Browser(phone, { origin: server.address });
  const page = await browser.open();
  await page.goto(`${server.address}/a/${token}`);
  await page.getByRole('heading', { name: 'How satisfied are you with your visit?' }).waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

  const kept = await page.evaluate(async () => {
    const paths: string[] = [];
    for (const name of await caches.keys()) {
      for (const request of await (await caches.open(name)).keys()) paths.push(new URL(request.url).pathname);
    }
    return paths;
  });
  expect(kept).toEqual(expect.arrayContaining(['/answer.html', '/icon.svg']));
  expect(kept.filter((path) => /^\/(?:api|a|field|desk)\b|\/assets\/(?:field|desk)/.test(path))).toEqual([]);

  for (const entry of ['field', 'desk']) {
    await page.goto(`${server.address}/${entry}/`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.waitForFunction((path) => caches.match(path).then((found) => found !== undefined), `/${entry}.html`);
  }

  await server.stop();
  await page.goto(`${server.address}/a/${token}`);
  await page.getByRole('heading', { name: 'How satisfied are you with your visit?' }).waitFor();
  await page.goto(`${server.address}/field/`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.goto(`${server.address}/desk/`);
  await page.getByText('The server does not answer').waitFor();
  await page.goto(`${server.address}/a/never-opened-here`);
  await page.getByText('The questionnaire could not be loaded').waitFor();
  await server.resume();
  await page.getByRole('button', { name: 'Try again' }).tap();
  await page.getByText('This link does not lead to a questionnaire').waitFor();
  await browser.end();
});

// Drives one Firefox for the tests in Python: a request per line on standard input, `{id, call, ...}`, and an answer
// per line on standard output, `{id, value}` or `{id, error}`. WebDriver BiDi is what Firefox itself speaks.
import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const [executablePath, preferences] = process.argv.slice(2);
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath,
  headless: true,
  timeout: 120_000, // a busy machine starts it slowly
  extraPrefsFirefox: JSON.parse(preferences),
});
const tabs = new Map();
const idle = [];
let opened = 0;

const newTab = async () => {
  const tab = { page: await browser.newPage(), errors: [], logged: [], requests: new Map() };
  tab.page.on("pageerror", (error) => tab.errors.push(String(error.message ?? error)));
  tab.page.on("console", (message) => tab.logged.push(`${message.type()}: ${message.text()}`));
  // A request that is led on to another address keeps its id.
  tab.page.on("request", (request) => tab.requests.set(request.id, { url: request.url(), isOver: false }));
  for (const end of ["requestfinished", "requestfailed"]) {
    tab.page.on(end, (request) => tab.requests.has(request.id) && (tab.requests.get(request.id).isOver = true));
  }
  return tab;
};

const calls = {
  async open({ url, width, height, before, until }) {
    const tab = idle.pop() ?? (await newTab());
    const name = String(++opened);
    tabs.set(name, tab);
    const { page } = tab;
    if (page.viewport()?.width !== width || page.viewport()?.height !== height) {
      await page.setViewport({ width, height });
    }
    if (before) tab.before = (await page.evaluateOnNewDocument(before)).identifier;
    // It may still lie behind another, and what nobody sees asks for nothing.
    await page.bringToFront();
    const visit = page.goto(url, { waitUntil: until === "nothing" ? "load" : until });
    if (until === "nothing") visit.catch(() => {});
    else await visit;
    return name;
  },
  evaluate: ({ page, code }) => page.evaluate(code),
  evaluateInFrame: ({ page, code }) => page.frames()[1].evaluate(code),
  go: async ({ page, url }) => void (await page.goto(url, { waitUntil: "load" })),
  click: ({ page, x, y }) => page.mouse.click(x, y),
  press: ({ page, key }) => page.keyboard.press(key),
  show: ({ page }) => page.bringToFront(),
  noted: ({ errors, logged, requests }) => ({ errors, logged, requests: [...requests.values()] }),
  // Opening a tab takes longer than a page: the next test has this one, at an origin of its own.
  async close({ page, name }) {
    const tab = tabs.get(name);
    tabs.delete(name);
    await page.goto("about:blank");
    if (tab.before) await page.removeScriptToEvaluateOnNewDocument(tab.before);
    tab.errors.length = tab.logged.length = 0;
    tab.requests.clear();
    delete tab.before;
    idle.push(tab);
  },
};

const answer = async ({ id, call, tab: name, ...rest }) => {
  try {
    const value = await calls[call]({ ...tabs.get(name), name, ...rest });
    return { id, value: value ?? null };
  } catch (error) {
    return { id, error: String(error?.stack ?? error) };
  }
};

process.stdout.write(JSON.stringify({ id: 0, value: await browser.version() }) + "\n");
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(await answer(JSON.parse(line))) + "\n");
}
await browser.close();

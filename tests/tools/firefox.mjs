// Readers' journeys in the system's Firefox, over WebDriver BiDi: the browser's path, the address of
// a site and the folder of a portable one go in as arguments; what went wrong on each journey, by its
// name, comes out as JSON, with an empty text where nothing did.

import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [executablePath, site, disk] = process.argv.slice(2);
const PATIENCE = 60_000;
const SAID_FOR = 2_000; // milliseconds that a page says that it copied something
const PAPER = "papers/paper3/";

const style = (page, selector, property) =>
  page.$eval(selector, (element, name) => getComputedStyle(element)[name], property);

const at = (page, address) =>
  page.waitForFunction((wanted) => location.href === wanted, {}, site + address);

const journeys = {
  async "a search finds a paper and opens it"(page) {
    await page.goto(site);
    await page.keyboard.press("/");
    await page.keyboard.type("Observation 3");
    await page.waitForSelector("#pm-search-list[data-query='Observation 3'] [role=option]");
    await page.keyboard.press("Enter");
    await at(page, PAPER);
  },

  async "the search page filters"(page) {
    await page.goto(`${site}search/?q=observation`);
    await page.waitForSelector(".pm-find__paper");
    await page.locator(".pm-facet__values label").click();
    await page.waitForFunction(() => location.search.split("&").length === 2);
    await page.waitForSelector(".pm-find__chosen button");
  },

  async "a citation is copied"(page) {
    await page.goto(site + PAPER);
    await page.locator("::-p-aria(Copy BibTeX)").click();
    await page.waitForSelector(".pm-cite [role=status]::-p-text(BibTeX copied)");
    const text = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(text, /^@inproceedings\{paper3,\n[^]*\n\}$/);
    await page.locator("::-p-text(APA, MLA)").click();
    await page.locator("::-p-aria(Copy APA)").click();
    await page.waitForSelector(".pm-cite [role=status]::-p-text(APA copied)");
    const html = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      return (await item.getType("text/html")).text();
    });
    assert.match(html, /<i>.+<\/i>/);
  },

  async "the chosen colours stay"(page) {
    await page.goto(site);
    const light = await style(page, "body", "backgroundColor");
    await page.locator("[data-scheme]:not(html)").click();
    await page.goto(site + PAPER);
    assert.notEqual(await style(page, "body", "backgroundColor"), light);
    await page.locator("[data-scheme]:not(html)").click();
    assert.equal(await style(page, "body", "backgroundColor"), light);
  },

  async "a paper is saved, and a link carries the list"(page) {
    await page.goto(`${site}papers/`);
    await page.keyboard.press("j");
    await page.keyboard.press("s");
    await page.waitForSelector(".pm-save[aria-pressed=true]");
    await page.goto(`${site}reading-list/`);
    await page.locator("[data-export=link]").click();
    await page.waitForFunction(() => document.querySelector("[data-reading-link]").value !== "");
    const link = await page.$eval("[data-reading-link]", (field) => field.value);
    await page.evaluate(() => localStorage.clear());
    await page.goto(site);
    await page.goto(link);
    await page.locator("[data-reading-preview] ::-p-text(Add 1 paper)").click();
    await page.waitForSelector("[data-reading-list] > li");
    await page.evaluate(() => localStorage.clear());
  },

  async "the tag cloud leads to papers"(page) {
    await page.goto(`${site}tags/`);
    await page.locator(".pm-cloud a").click();
    await page.waitForFunction(() => /\/tags\/.+\/$/.test(location.pathname));
    await page.waitForSelector(".pm-entry");
  },

  async "a paper is shown in a frame of another site"(page) {
    await page.setContent(
      `<iframe src="${site}${PAPER}embed/" sandbox="allow-top-navigation-by-user-activation">`,
    );
    const frame = await (await page.waitForSelector("iframe")).contentFrame();
    await frame.waitForSelector("main");
    assert.equal(await style(frame, "main", "display"), "flex");
    assert.equal(await frame.$eval("h1 a", (link) => link.target), "_top");
  },

  async "the menu and the link past it work with the keyboard"(page) {
    await page.setViewport({ width: 390, height: 844 });
    await page.goto(site + PAPER);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "pm-skip");
    await page.focus(".pm-menu-button");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".pm-menu:popover-open");
    await page.keyboard.press("Escape");
    await page.waitForSelector(".pm-menu:not(:popover-open)");
  },

  async "the link to a section is copied"(page) {
    await page.goto(site + PAPER);
    await page.focus("#finding .pm-anchor");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".pm-anchor[data-copied]");
    const text = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(text, `${site}${PAPER}#finding`);
  },

  async "an old address leads on"(page) {
    await page.goto(`${site}old/lamps/#finding`).catch(() => {}); // it is left before it has loaded
    await at(page, `${PAPER}#finding`);
  },

  async "a page written by hand has all that the theme brings"(page) {
    await page.goto(`${site}everything/`);
    await page.locator("label::-p-text(Two)").click();
    await page.waitForSelector("::-p-text(Second)", { visible: true });
    assert.match(await page.$eval("#told", (one) => one.textContent), /All that pages may have/);
    assert.equal(await style(page, "td:last-child", "textAlign"), "right");
  },

  async "a site on a disk leads from page to page and says what the search needs"(page) {
    await page.goto(pathToFileURL(`${disk}/index.html`).href);
    await page.locator(".pm-footer ::-p-text(Themes)").click();
    await page.waitForFunction(() => location.pathname.endsWith("/themes/index.html"));
    await page.locator(".pm-search-link").click();
    await page.waitForSelector(".pm-local", { visible: true });
  },
};

// Whatever the console tells of a page besides: the policy that a server sends is broken, a script
// has an error, a file is missing.
function watch(page, faults) {
  page.on("console", (message) => {
    if (["error", "warn"].includes(message.type())) faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("response", (answer) => {
    if (answer.status() >= 400) faults.push(`${answer.status()}: ${answer.url()}`);
  });
}

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath,
  headless: true,
  extraPrefsFirefox: { "dom.events.testing.asyncClipboard": true },
});
const results = {};
for (const [name, go] of Object.entries(journeys)) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.setViewport({ width: 1280, height: 900 });
  const faults = [];
  watch(page, faults);
  // What is said stays.
  await page.evaluateOnNewDocument((delay) => {
    const { setTimeout } = window;
    window.setTimeout = (task, after, ...more) =>
      after === delay ? 0 : setTimeout(task, after, ...more);
  }, SAID_FOR);
  await go(page).catch((error) => faults.push(String(error)));
  results[name] = faults.join("\n");
  await context.close();
}
await browser.close();
console.log(JSON.stringify(results));

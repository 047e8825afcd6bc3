// Readers' journeys in the system's Firefox, over WebDriver BiDi: the browser's path, the address of
// a site, the folder of a portable one and the names of journeys go in as arguments; what went wrong
// on each journey, by its name, comes out as JSON, with an empty text where nothing did.

import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [executablePath, site, disk, ...names] = process.argv.slice(2);
const PATIENCE = 60_000;
const SAID_FOR = 2_000; // milliseconds that a page says that it copied something
const PAPER = "papers/paper3/";

const style = (page, selector, property) =>
  page.$eval(selector, (element, name) => getComputedStyle(element)[name], property);

const title = (page, selector) => page.$eval(selector, (element) => element.textContent);

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

  async "filters of the page that browses stay in its address"(page) {
    await page.goto(`${site}browse/`);
    for (const [name, wanted] of [
      ["Lamps", "?theme=lamps"],
      ["Charts", "?theme=lamps&tag=charts"],
    ]) {
      await page.locator(`[data-browse-facets] label ::-p-text(${name})`).click();
      await page.waitForSelector(`[data-browse-shown="${wanted}"]`);
    }
    await page.reload();
    await page.waitForSelector("[data-browse-shown='?theme=lamps&tag=charts'] .pm-find__paper");
    assert.equal(new URL(page.url()).search, "?theme=lamps&tag=charts");
    assert.equal((await page.$$("[data-browse-facets] input:checked")).length, 2);
  },

  async "the keyboard leads across the map to a paper"(page) {
    await page.goto(`${site}map/`);
    await page.waitForSelector("#map-filter:not([hidden])");
    await page.focus("#map-theme");
    await page.keyboard.press("t");
    await page.waitForFunction(() => location.search === "?theme=tides");
    await page.waitForSelector(".pm-map-dots .pm-off");
    await page.$eval(".pm-map-dots [tabindex='0']", (point) => point.focus());
    const first = await title(page, ".pm-map-card a");
    for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) {
      await page.keyboard.press(key);
      if ((await title(page, ".pm-map-card a")) !== first) break;
    }
    const chosen = await title(page, ".pm-map-card a");
    assert.notEqual(chosen, first);
    assert.equal(await page.evaluate(() => document.activeElement.ariaLabel), chosen);
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    assert.equal(await title(page, "h1"), chosen);
  },

  async "key figures are sorted and filtered"(page) {
    await page.goto(`${site}evidence/lamps/`);
    await page.waitForSelector("[data-evidence-tools]:not([hidden])");
    const rows = () => page.$$eval("tbody tr:not([hidden])", (all) => all.map((row) => row.id));
    const before = await rows();
    await page.focus("[data-key=value] button");
    await page.keyboard.press("Enter");
    await page.waitForSelector("[data-key=value][aria-sort=descending]");
    const sorted = await rows();
    assert.deepEqual(sorted.toSorted(), before.toSorted());
    assert.notDeepEqual(sorted, before);
    await page.type("[name=q]", "observation 9");
    await page.waitForSelector("[data-evidence-status]::-p-text(2 of 8 figures)");
    assert.equal((await rows()).length, 2);
    assert.equal(new URL(page.url()).search, "?q=observation+9&sort=-value");
  },

  async "papers are compared, and one is removed"(page) {
    await page.goto(`${site}compare/?ids=paper3,paper6`);
    await page.waitForSelector("[data-compare] [role=status]::-p-text(2 papers side by side.)");
    await page.focus("[aria-label='Remove Observation 3 & Others']");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelectorAll("thead th a").length === 1);
    assert.equal(new URL(page.url()).search, "?ids=paper6");
  },

  async "what is new since a day is shown"(page) {
    await page.goto(`${site}new/?since=2023-01-02`);
    await page.waitForSelector("[data-news-status]::-p-text(since 2 January 2023)");
    const days = await page.$$eval("[data-day]:not([hidden])", (all) => all.map((one) => one.dataset.day));
    assert.deepEqual([...new Set(days)], ["2023-01-03", "2023-01-02"]);
  },

  async "a question is answered by papers that are close in meaning"(page) {
    await page.goto(`${site}search/?q=which+lamps+counted+storms+at+night`);
    await page.waitForSelector("h2::-p-text(Close in meaning)");
    assert.notEqual((await page.$$(".pm-find__paper")).length, 0);
  },

  async "single keys lead through a list and tell of themselves"(page) {
    await page.goto(`${site}papers/`);
    for (const key of "jjks") await page.keyboard.press(key);
    await page.waitForSelector(".pm-entry:first-of-type .pm-save[aria-pressed=true]");
    await page.keyboard.press("?");
    await page.waitForSelector("dialog.pm-keys[open]");
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog.pm-keys:not([open])");
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
for (const name of names) {
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
  await journeys[name](page).catch((error) => faults.push(String(error)));
  results[name] = faults.join("\n");
  await context.close();
}
await browser.close();
console.log(JSON.stringify(results));

// A paper's citations: buttons that copy what is shown or what a file holds, or save it where there
// is no file. Without this script the text can be selected, and the files are links.

const NOTICED = 500; // ms of a wait of which a word is said
const LIMIT = 30_000; // ms after which nothing comes any more

const status = document.createElement("p");
status.className = "pm-hidden";
status.setAttribute("role", "status");

// `kinds` are texts, or promises of texts, by type: word processors take the italics from HTML.
async function copy(button, name, kinds) {
  const wait = setTimeout(say, NOTICED, button, "Loading …", `Loading ${name}`);
  let reason;
  try {
    await write(kinds);
    say(button, "Copied", `${name} copied`);
  } catch {
    const [text] = await Promise.allSettled(Object.values(kinds));
    if (text.status === "rejected") ({ reason } = text);
    const why = reason ? `: ${reason.message}` : "";
    say(button, "Failed", `${name} could not be copied${why}.`, reason);
  }
  clearTimeout(wait);
  setTimeout(() => {
    if (!reason) status.textContent = "";
    button.textContent = "Copy";
  }, 2000);
}

async function write(kinds) {
  if ("ClipboardItem" in window) {
    const blob = async (type, text) => new Blob([await text], { type });
    const items = Object.entries(kinds).map(([type, text]) => [type, blob(type, text)]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(items))]);
  } else {
    await navigator.clipboard.writeText(await kinds["text/plain"]);
  }
}

// What can be mended is shown to everybody, and stays.
function say(button, label, sentence, isShown = false) {
  button.textContent = label;
  status.textContent = sentence;
  status.classList.toggle("pm-hidden", !isShown);
}

async function fetched(address) {
  let [isThere, text] = [false, ""];
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(LIMIT) });
    [isThere, text] = [answer.ok, await answer.text()];
  } catch {
    throw new Error(navigator.onLine ? "the site does not answer" : "there is no connection");
  }
  // Where there is no file, some hosts answer with a page.
  if (isThere && !/^\s*</.test(text)) return text;
  throw new Error("the file is gone; the site may have changed since this page was opened");
}

function addButton(place, label, name, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.setAttribute("aria-label", `${label} ${name}`);
  button.addEventListener("click", () => act(button));
  place.append(button);
}

function equip(place, hasFiles) {
  const { copy: name, file } = place.dataset;
  const kinds = { "text/plain": place.textContent };
  if (!file) kinds["text/html"] = place.innerHTML;
  const buttons = document.createElement("span");
  buttons.className = "pm-copies";
  if (navigator.clipboard) {
    addButton(buttons, "Copy", name, (button) => copy(button, name, kinds));
  }
  if (file && !hasFiles) {
    const end = file.endsWith(".ris") ? "\r\n" : "\n";
    const text = `${kinds["text/plain"]}\n`.replaceAll("\n", end);
    addButton(buttons, "Save", name, async () => (await import("./download.js")).save(text, file));
  }
  place.append(buttons);
}

function equipFile(button) {
  const name = button.previousElementSibling.textContent;
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", () =>
    copy(button, name, { "text/plain": fetched(button.dataset.fetch) }),
  );
}

const section = document.querySelector(".pm-cite");
const hasFiles = section.querySelector("a[download]") !== null;
section.querySelectorAll("[data-copy]").forEach((place) => equip(place, hasFiles));
section.querySelectorAll("[data-fetch]").forEach(equipFile);
section.append(status);

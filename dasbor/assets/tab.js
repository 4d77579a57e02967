// What the whole tab does, before Streamlit's own scripts run (dasbor/page/document.py puts this file into the document): steps of the
// history, what is said while the server is away, and Streamlit's own words in the reader's language.
// Seen in Streamlit 1.67: it pushes a step at every message that changes the address, tells the state of its connection at its stApp
// element, and opens a dialog of its own when the server stays away; tests/browser/test_tab.py tells when one of these moves.

const words = JSON.parse(document.querySelector("script[data-kata]").dataset.kata);
const said = (key) => words[document.documentElement.lang]?.[key] ?? words.id[key];

// One press of the reader is one step of the history: what follows of it by itself (a page that gets its choices, a pager that goes
// back to its start) belongs to the same step, or Back would lead to what nobody saw.
let pressed = false;
for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => { pressed = true; }, true);
addEventListener("popstate", () => { pressed = false; }, true);
const push = history.pushState.bind(history);
history.pushState = (...step) => {
  const own = pressed;
  pressed = false;
  return own ? push(...step) : history.replaceState(...step);
};

// The server away, and back: said once each, in sight and aloud.
const PATIENCE = 1500, FAREWELL = 12_000;
const band = Object.assign(document.createElement("div"), { id: "sambungan" });
band.setAttribute("role", "alert");
let connected = false, away = 0;
function tell(key) {
  band.dataset.kabar = key;
  band.textContent = key ? said(key) : "";
}
function follow() {
  const state = document.querySelector("[data-testid=stApp]")?.dataset.testConnectionState;
  if (state === "CONNECTED") {
    clearTimeout(away);
    away = 0;
    if (band.dataset.kabar === "away") {
      tell("back");
      // a server that was started anew knows neither this page nor the files behind its buttons: it draws what the address says
      dispatchEvent(new PopStateEvent("popstate"));
      setTimeout(() => { if (band.dataset.kabar === "back") tell(""); }, FAREWELL);
    }
    connected = true;
  } else if (state && !away && (connected || state === "PINGING_SERVER")) {
    away = setTimeout(() => tell("away"), PATIENCE);
  }
}

// Streamlit's own words, where they stand; texts that hold what a page wrote are left alone.
const OWN = {
  "[data-testid=stSkipToContent]": "skip",
  "[data-testid=InputInstructions] span, [data-testid=InputInstructions]": "apply",
  "[role=listbox][data-empty] span": "none",
};
const ENGLISH = { skip: /^Skip to main content$/, apply: /^Press (Enter|⌘\+Enter|Ctrl\+Enter) to (apply|submit form)$/, none: /^No results$/ };
const NAMES = { Open: "open", "Collapse sidebar": "fold", "Expand sidebar": "unfold", "Clear value": "clear", "Clear all": "clear", Close: "close" };
function translate() {
  for (const element of document.querySelectorAll("[aria-label]")) {
    const key = NAMES[element.getAttribute("aria-label")];
    if (key && document.documentElement.lang === "id") element.setAttribute("aria-label", said(key));
  }
  for (const [place, key] of Object.entries(OWN)) {
    for (const element of document.querySelectorAll(place)) {
      const text = element.firstChild;
      if (text?.nodeType === Node.TEXT_NODE && ENGLISH[key].test(text.data)) text.data = said(key);
    }
  }
}

// Buttons of files say which file: the heading of its part stands in the tip only, where nobody hears it.
function name() {
  for (const mark of document.querySelectorAll("[data-judul]")) {
    const row = mark.closest("[data-testid=stHorizontalBlock], [data-testid=stVerticalBlock]");
    for (const button of row?.querySelectorAll(":scope button:not([aria-label])") ?? []) {
      const label = button.querySelector("[data-testid=stMarkdownContainer]")?.textContent.trim();
      if (label) button.setAttribute("aria-label", `${label}: ${mark.dataset.judul}`);
    }
  }
}

// What is said politely to who listens: after a pick what is shown now, after a copy that it is done.
const heard = document.createElement("div");
heard.setAttribute("role", "status");
heard.className = "terdengar";
let shown = null;
const told = (name) => document.querySelector("[data-terlihat]")?.dataset[name] ?? "";
function hear() {
  const now = told("terlihat");
  if (!now || now === shown) return;
  if (shown !== null) heard.textContent = now;
  shown = now;
}

// A sentence with its source and the address of the view in the version that was read; or the address alone, in either language.
function copied({ salin, bahasa }) {
  const here = new URL(location.href);
  if (salin) {
    here.searchParams.set("versi", told("versi"));
    return `${salin.replace(/([^.!?])$/, "$1.")} ${told("sumber")} ${here.href}`;
  }
  here.searchParams.delete("lang");
  if (bahasa === "en") here.searchParams.set("lang", bahasa);
  return here.href;
}
addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-tersalin]");
  if (!button) return;
  const text = copied(button.dataset);
  await navigator.clipboard.writeText(text).catch(() => prompt("", text));
  const before = button.textContent;
  heard.textContent = button.textContent = button.dataset.tersalin;
  setTimeout(() => { button.textContent = before; }, 2_000);
});

// Streamlit's dialog would cover what can still be read, and asks whether one is connected to the internet.
const dismiss = () => { if (band.dataset.kabar === "away") document.querySelector("[role=dialog]:not(:has(.ph)) button[aria-label]")?.click(); };

addEventListener("DOMContentLoaded", () => {
  document.body.append(band, heard);
  new MutationObserver(() => { follow(); translate(); name(); hear(); dismiss(); }).observe(document.body, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["data-test-connection-state"],
  });
});

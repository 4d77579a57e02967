// Comfort only: sorting, filters, words on maps, the search. Without it every page reads the same.
"use strict";
(() => {
  const id = document.documentElement.lang === "id";
  const say = document.currentScript.dataset;  // the words, in the language of the page
  const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9.]+/g, " ").trim();

  // "≥ 45,5 % (10 dari 22)" → 45.5; what holds no number is unknown and stays last
  const amount = (text) => {
    const found = text.match(/[-−]?\d[\d.,]*/);
    if (!found) return null;
    const digits = found[0].replace("−", "-");
    return parseFloat(id ? digits.replace(/\./g, "").replace(",", ".") : digits.replace(/,/g, ""));
  };

  const sort = (table, place, head) => {
    const up = head.getAttribute("aria-sort") !== "ascending";
    for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const numeric = head.classList.contains("n");
    const body = table.tBodies[0];
    const keyed = [...body.rows].map((row, index) => {
      const words = row.cells[place].textContent.trim();
      return { row, index, key: numeric ? amount(words) : words || null };
    });
    const compare = numeric ? (a, b) => a - b : new Intl.Collator(id ? "id" : "en", { numeric: true }).compare;
    keyed.sort((a, b) => {
      if (a.key === null || b.key === null) return (a.key === null) - (b.key === null) || a.index - b.index;
      return (up ? 1 : -1) * compare(a.key, b.key) || a.index - b.index;
    });
    body.append(...keyed.map((one) => one.row));
  };

  const filter = (box, table) => {
    const rows = [...table.tBodies[0].rows].map((row) => [row, plain(row.textContent)]);
    const line = document.createElement("div");
    line.className = "saring";
    const input = document.createElement("input");
    input.type = "search";
    input.placeholder = say.filter;
    input.setAttribute("aria-label", say.filter + ": " + table.caption.textContent);
    const count = document.createElement("span");
    count.setAttribute("role", "status");
    line.append(input, count);
    box.prepend(line);
    input.addEventListener("input", () => {
      const words = plain(input.value).split(" ");
      let shown = 0;
      for (const [row, text] of rows) {
        row.hidden = !words.every((word) => text.includes(word));
        shown += !row.hidden;
      }
      count.textContent = input.value ? say.count.replace("{n}", shown).replace("{N}", rows.length) : "";
    });
  };

  for (const box of document.querySelectorAll(".daftar")) {
    const table = box.querySelector("table");
    if (table.tBodies[0].rows.length > 1) {
      [...table.tHead.rows[0].cells].forEach((head, place) => {
        const button = document.createElement("button");
        button.type = "button";
        button.title = say.sort;
        button.append(...head.childNodes);
        head.append(button);
        button.addEventListener("click", () => sort(table, place, head));
      });
    }
    if (box.hasAttribute("data-saring")) filter(box, table);
  }

  const home = document.querySelector(".nama").getAttribute("href").replace(/index\.html$/, "");
  for (const field of document.querySelectorAll(".peta .bidang")) {
    const tip = document.createElement("div");
    tip.className = "tip";
    tip.hidden = true;
    field.append(tip);
    let last = null;
    for (const shape of field.querySelectorAll("path[data-k]")) {
      const title = shape.querySelector("title");
      shape.dataset.kata = title.textContent;
      title.remove();  // else the browser shows a second one
      shape.dataset.u = home + (shape.dataset.k.includes(".") ? "daerah/" : "provinsi/") + shape.dataset.k + ".html";
    }
    const tell = (event) => {
      const shape = event.target.closest("path[data-k]");
      if (last !== shape) {
        if (last) last.classList.remove("di");
        if (shape) shape.classList.add("di");
        last = shape;
        tip.hidden = !shape;
        if (shape) tip.textContent = shape.dataset.kata;
      }
      if (!shape) return;
      const place = field.getBoundingClientRect();
      tip.style.left = Math.min(event.clientX - place.left + 14, place.width - tip.offsetWidth - 4) + "px";
      tip.style.top = event.clientY - place.top + 18 + "px";
    };
    field.addEventListener("pointermove", tell);
    field.addEventListener("pointerdown", tell);  // a finger does not hover
    field.addEventListener("pointerleave", () => {
      if (last) last.classList.remove("di");
      last = null;
      tip.hidden = true;
    });
    field.addEventListener("click", (event) => {
      const shape = event.target.closest("path[data-k]");
      if (shape && event.pointerType !== "touch") location.href = shape.dataset.u;
    });
  }

  const found = document.getElementById("hasil-cari");
  if (found && window.KKP_CARI) {
    const input = document.querySelector("form[role=search] input");
    const kinds = new Set(["kabupaten", "kab", "kota", "regency", "city"]);
    const entries = window.KKP_CARI.map((entry) => {
      const name = plain(entry[0]).split(" ").filter((word) => !kinds.has(word)).join(" ");
      return { entry, name, all: plain(entry.join(" ")), joined: plain(entry.join(" ")).replace(/ /g, "") };
    });
    const rank = (one, words) => (one.name === words ? 0 : one.name.startsWith(words) ? 1 : one.name.includes(words) ? 2 : 3);
    const search = () => {
      const given = plain(input.value);
      const bare = given.split(" ").filter((word) => !kinds.has(word)).join(" ") || given;
      found.textContent = "";
      if (!given) return;
      const words = given.split(" ");
      const hits = entries
        .filter((one) => words.every((word) => one.all.includes(word)) || one.joined.includes(given.replace(/ /g, "")))
        .sort((a, b) => rank(a, bare) - rank(b, bare));
      const line = document.createElement("p");
      const said = hits.length === 0 ? "none" : hits.length === 1 ? "one" : "many";
      line.textContent = found.dataset[said].replace("{n}", hits.length);
      const list = document.createElement("ol");
      for (const { entry } of hits.slice(0, 50)) {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = entry[2];
        link.textContent = entry[0];
        item.append(link, entry[1] ? " · " + entry[1] : "");
        list.append(item);
      }
      found.append(line, list);
    };
    input.value = new URLSearchParams(location.search).get("q") || "";
    input.addEventListener("input", search);
    search();
  }
})();

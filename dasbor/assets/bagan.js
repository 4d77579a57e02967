// Charts as pictures, made where they are seen by the Plotly that drew them: saved as PNG or SVG, or copied. A module, so loaded
// once however often a page runs; what a picture says stands as data beside its buttons (parts/chart_pictures.py).
// Streamlit (seen in 1.67) leaves its Plotly at `window.Plotly`, marks a running script at its stApp element and names the place of
// a chart by its key; tests/browser/test_pictures.py tells when one of these moves.

const WIDE = 1000, EDGE = 24, INNER = WIDE - 2 * EDGE, ROW = 24, ZOOM = 2;
const FAMILY = "Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"; // a picture has no web fonts: lines are measured as they will be drawn
const XML = 'xmlns="http://www.w3.org/2000/svg"';
const ruler = document.createElement("canvas").getContext("2d");
const safe = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

function width(text, size, weight = "normal") {
  ruler.font = `${weight} ${size}px ${FAMILY}`;
  return ruler.measureText(text).width;
}

// The words of a text in lines that fit; the SVG of them below `top`, and where they end.
function paragraph(text, top, size, weight) {
  const lines = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && width(longer, size, weight) <= INNER) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const step = size * 1.3;
  const drawn = lines.map((line, i) => `<text x="${EDGE}" y="${top + size + i * step}" font-size="${size}" font-weight="${weight}">${safe(line)}</text>`);
  return [drawn.join(""), top + lines.length * step + size * 0.4];
}

// The states with their count, colour, hatching and sign.
function legend(items, top) {
  let x = EDGE, drawn = "";
  items.forEach(({ text, fill, ink, mark, hatch, line }, place) => {
    const wide = 30 + width(text, 13);
    if (x > EDGE && x + wide > WIDE - EDGE) [x, top] = [EDGE, top + ROW];
    const lines = `<path d="${hatch}" stroke="${line}" stroke-width="1.2" fill="none"/>`;
    if (hatch) drawn += `<pattern id="arsir${place}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="${fill}"/>${lines}</pattern>`;
    drawn += `<rect x="${x}" y="${top + 3}" width="18" height="18" fill="${hatch ? `url(#arsir${place})` : fill}" stroke="#5b6673"/>`;
    const rim = `stroke="${fill}" stroke-width="2.5" paint-order="stroke"`;
    drawn += `<text x="${x + 9}" y="${top + 16}" font-size="11" font-weight="bold" text-anchor="middle" fill="${ink}" ${rim}>${safe(mark)}</text>`;
    drawn += `<text x="${x + 25}" y="${top + 17}" font-size="13">${safe(text)}</text>`;
    x += wide + 20;
  });
  return [drawn, items.length ? top + ROW + 8 : top];
}

// The mark of a simulation across the picture: any part worth cutting out holds one.
function across({ text, colour }, high) {
  const marks = [];
  for (let y = 140; y < high + 140; y += 280) for (const x of [250, 750]) marks.push([x, Math.min(y, high - 60)]);
  const drawn = marks.map(([x, y]) => `<text transform="translate(${x},${y}) rotate(-20)" text-anchor="middle">${safe(text)}</text>`);
  const look = `font-size="72" font-weight="bold" fill="${colour}" fill-opacity="0.2" stroke="#ffffff" stroke-opacity="0.4" stroke-width="2"`;
  return `<g class="simulasi" aria-hidden="true" ${look}>${drawn.join("")}</g>`;
}

const moment = (time) => new Promise((go) => setTimeout(go, time));
const box = (id) => document.querySelector(`[data-bagan="${id}"]`);

// What the page shows once it stands still: right after a pick its script still runs, and the last chart comes later.
async function shown(id) {
  for (let tries = 0, still = 0; tries < 300; tries++, await moment(100)) {
    // twice in a row: a pick on its way to the server has not begun to run
    still = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning" ? still + 1 : 0;
    const plot = document.querySelector(`.st-key-${id} .js-plotly-plot`);
    if (still > 1 && window.Plotly && plot?._fullLayout && box(id)) return [plot, JSON.parse(box(id).dataset.isi)];
  }
  throw new Error("no chart");
}

async function picture(id) {
  const [plot, told] = await shown(id);
  const layout = structuredClone(plot.layout);
  layout.font = { ...layout.font, family: FAMILY };
  const high = plot._fullLayout.height;
  delete layout.width;
  const chart = await window.Plotly.toImage({ data: plot.data, layout }, { format: "svg", width: INNER, height: high, imageDataOnly: true });
  const parts = [];
  let y = EDGE;
  const add = ([drawn, end]) => (parts.push(drawn), (y = end));
  add(paragraph(told.programme, y, 13, "bold"));
  add(paragraph(told.title, y, 20, "bold"));
  add(paragraph(told.selection, y, 13, "normal"));
  add([`<g transform="translate(${EDGE},${y + 6})">${chart}</g>`, y + high + 18]);
  add(legend(told.legend, y));
  for (const text of [told.alt, told.note]) if (text) add(paragraph(text, y, 11.5, "normal"));
  add(paragraph(told.source, y, 11.5, "bold"));
  const tall = Math.ceil(y + EDGE);
  if (told.mark) parts.push(across(told.mark, tall));
  const head = `<svg ${XML} width="${WIDE}" height="${tall}" viewBox="0 0 ${WIDE} ${tall}" role="img" lang="${document.documentElement.lang}"`;
  const words = `<title id="judul">${safe(told.title)}</title><desc id="isi">${safe(told.alt)}</desc>`;
  const svg = `${head} aria-labelledby="judul isi" font-family="${FAMILY}" fill="#16202c">${words}<rect width="100%" height="100%" fill="#ffffff"/>${parts.join("")}</svg>\n`;
  return { svg: new Blob([svg], { type: "image/svg+xml" }), tall, name: told.name };
}

async function painted({ svg, tall }) {
  const image = new Image();
  image.src = URL.createObjectURL(svg);
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: WIDE * ZOOM, height: tall * ZOOM });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((made) => canvas.toBlob(made, "image/png"));
}

function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// Each gives what is said afterwards: a key of the words beside the buttons.
const work = {
  async svg(made) {
    const { svg, name } = await made;
    save(svg, `${name}.svg`);
    return "saved";
  },
  async png(made) {
    save(await painted(await made), `${(await made).name}.png`);
    return "saved";
  },
  async copy(made) {
    try {
      // the promise goes in as it is: a clipboard may be written only right after the click
      await navigator.clipboard.write([new ClipboardItem({ "image/png": made.then(painted) })]);
      return "copied";
    } catch {
      await work.png(made);
      return "instead";
    }
  },
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-buat]");
  if (!button) return;
  const id = button.dataset.untuk;
  const say = (key) => { if (box(id)) box(id).querySelector("[role=status]").textContent = JSON.parse(box(id).dataset.kata)[key] ?? ""; };
  say("");
  say(await work[button.dataset.buat](picture(id)).catch((error) => (console.warn(error), "failed")));
});

// What a browser has to do for the maps: hatching, the highlight that links two maps, names to type ahead.
// A module, so loaded once however often a page runs; the page calls `hatch` and `names`. Listeners stand on the
// document, since Streamlit replaces the maps themselves.

const LINE = "#5b6673";
const SHAPE = ".choroplethlocation";

// Plotly's maps know no hatching. The fill of a shape is one of its attributes, so a CSS rule finds it. Two maps of a page may
// hatch different classes: all that was ever asked for stays. A class is its colour and, where something is concluded, the
// colour of lines that lean the other way ("08306b ffffff").
const hatched = new Map();

export function hatch(classes) {
  classes.map((one) => one.split(" ")).forEach(([colour, line]) => hatched.set(colour, line));
  const rules = [...hatched.keys()].map((c) => {
    const [r, g, b] = [0, 2, 4].map((i) => parseInt(c.slice(i, i + 2), 16));
    return `${SHAPE}[fill="rgb(${r}, ${g}, ${b})"]{fill:url(#arsir-${c})!important}`;
  });
  const patterns = [...hatched].map(([c, line]) => {
    const turn = `rotate(${line ? -45 : 45})`;
    const pattern = { id: `arsir-${c}`, width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: turn };
    const lines = svg("path", { fill: line ? `#${line}` : LINE, "fill-opacity": line ? 0.7 : 0.55, d: "M0 0h1.2v5H0z" });
    return svg("pattern", pattern, svg("path", { fill: `#${c}`, d: "M0 0h5v5H0z" }), lines);
  });
  const style = document.createElement("style");
  style.textContent = rules.join("");
  kept("arsir").replaceChildren(style, svg("svg", { width: 0, height: 0 }, ...patterns));
  frames().forEach((frame) => (frame.tabIndex = 0)); // what scrolls must be reached by keyboard
}

function svg(name, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children);
  return made;
}

// The element of this id at the end of the document, out of sight.
function kept(id) {
  let box = document.getElementById(id);
  if (!box) {
    box = document.createElement("div");
    box.id = id;
    box.ariaHidden = "true";
    box.style.position = "absolute";
    document.body.append(box);
  }
  return box;
}

// --- two maps: what is pointed at in one is outlined in both, and its hover text opens in the other too

const maps = () => [...document.querySelectorAll(".js-plotly-plot")].filter((plot) => plot.querySelector(SHAPE));
const drawn = (shape) => (shape.getAttribute("d") || "").length > 5;
const shapeOf = (plot, code) => [...plot.querySelectorAll(SHAPE)].find((s) => String(s.__data__.loc) === code && drawn(s));

function unlink() {
  document.querySelectorAll(".sorot").forEach((line) => line.remove());
}

function outline(shape) {
  const line = shape.cloneNode();
  line.setAttribute("class", "sorot");
  line.setAttribute("style", "fill:none;stroke:#d0021b;stroke-width:2.5px;pointer-events:none");
  shape.ownerSVGElement.querySelector(".choroplethlayer").append(line);
}

// Plotly opens a hover text only for a mouse: give it one at the same spot of the same shape.
function mouse(plot, kind, x, y) {
  const paper = plot.querySelector(".geo rect");
  paper?.dispatchEvent(new MouseEvent(kind, { bubbles: true, clientX: x, clientY: y, view: window }));
}

function pointed(plot, event) {
  if (!event.event?.isTrusted) return; // our own mouse on the other map
  const all = maps();
  const code = String(event.points[0]?.location);
  const here = shapeOf(plot, code);
  unlink();
  if (all.length < 2 || !here) return;
  const from = here.getBoundingClientRect();
  const { clientX, clientY } = event.event;
  for (const other of all) {
    const there = shapeOf(other, code);
    if (!there) continue;
    outline(there);
    if (other === plot) continue;
    const to = there.getBoundingClientRect();
    const at = (value, start, size, begin, length) => begin + ((value - start) / (size || 1)) * length;
    mouse(other, "mousemove", at(clientX, from.x, from.width, to.x, to.width), at(clientY, from.y, from.height, to.y, to.height));
  }
}

function left(plot, event) {
  if (event.event && !event.event.isTrusted) return;
  unlink();
  maps().forEach((other) => other !== plot && mouse(other, "mouseout", 0, 0));
}

const heard = new WeakMap();
document.addEventListener("mouseover", (event) => {
  const plot = event.target.closest?.(".js-plotly-plot");
  if (!plot?.on || heard.get(plot) === plot.on) return;
  heard.set(plot, plot.on); // a plot drawn anew in the same element gets a new `on`
  plot.on("plotly_hover", (told) => pointed(plot, told));
  plot.on("plotly_unhover", (told) => left(plot, told));
});

// --- zoom: the map grows in its frame, which scrolls, so that a finger moves it as it moves everything else

const frames = () => [...document.querySelectorAll("[class*=st-key-bingkai-]")];
const SIZES = { in: (size) => Math.min(size * 2, 8), out: (size) => Math.max(size / 2, 1), reset: () => 1 };
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-zoom]");
  if (!button) return;
  const frame = frames().filter((one) => one.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING).at(-1);
  if (!frame) return;
  const middle = (start, seen, whole) => (start + seen / 2) / whole;
  const x = middle(frame.scrollLeft, frame.clientWidth, frame.scrollWidth);
  const y = middle(frame.scrollTop, frame.clientHeight, frame.scrollHeight);
  frame.style.setProperty("--besar", SIZES[button.dataset.zoom](Number(frame.style.getPropertyValue("--besar")) || 1));
  frame.scrollLeft = x * frame.scrollWidth - frame.clientWidth / 2;
  frame.scrollTop = y * frame.scrollHeight - frame.clientHeight / 2;
});

// --- names to type ahead: those of the shapes, which the browser has fetched for the map already

let shapes = "";
export function names(address) {
  shapes = address;
}

document.addEventListener("focusin", async (event) => {
  const field = event.target;
  if (!shapes || !field.closest?.("[class*=st-key-peta-cari]")) return;
  const box = kept("nama-daerah");
  if (box.dataset.address !== shapes) {
    const answer = await fetch(shapes, { cache: "force-cache" }).catch(() => null);
    if (!answer?.ok) return; // the search works without
    const found = (await answer.json()).features;
    const list = document.createElement("datalist");
    list.id = "nama-daerah-daftar";
    list.append(...found.map((f) => Object.assign(document.createElement("option"), { value: f.properties.nama })));
    box.replaceChildren(list);
    box.dataset.address = shapes;
  }
  field.setAttribute("list", "nama-daerah-daftar");
});

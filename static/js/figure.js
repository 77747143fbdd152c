// One start for every Plotly figure: <div data-figure="id of the json_script">. The figure is a plain dict whose
// colours may be custom properties ("--hue-1"): they are read from the stylesheet, again when the scheme changes.
// Never offers to upload the data. A click on a point whose customdata has a url goes there.

// Where nothing can hover, Plotly's bar would lie on the legend for good.
const CONFIG = { displayModeBar: matchMedia("(hover: none)").matches ? false : "hover", responsive: true, displaylogo: false, showSendToCloud: false, plotlyServerURL: "" };

function colour(name) {
  const probe = document.createElement("i");
  probe.hidden = true;
  probe.className = "probe";
  document.body.append(probe);
  probe.style.setProperty("color", `var(${name})`);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

function themed(value, known) {
  if (typeof value === "string" && value.startsWith("--")) return known[value] ??= colour(value);
  if (Array.isArray(value)) return value.map((each) => themed(each, known));
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, themed(each, known)]));
  return value;
}

const BASE = {
  paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", colorway: ["--hue-1", "--hue-2", "--hue-3", "--hue-4", "--hue-5", "--hue-6"],
  font: { family: "Inter Variable, system-ui, sans-serif", size: 12, color: "--text" },
  hoverlabel: { bgcolor: "--surface", bordercolor: "--edge", font: { color: "--text" } },
  margin: { t: 32, r: 16, b: 40, l: 48 },
};
const AXIS = { gridcolor: "--hair", linecolor: "--hair", zerolinecolor: "--hair", tickcolor: "--hair", automargin: true };

function dressed(figure) {
  const layout = { ...BASE, ...figure.layout };
  for (const name of ["xaxis", "yaxis", ...Object.keys(layout).filter((key) => /^[xy]axis\d+$/.test(key))]) layout[name] = { ...AXIS, ...layout[name] };
  return themed({ data: figure.data, layout }, {});
}

async function draw(node) {
  const figure = JSON.parse(document.getElementById(node.dataset.figure).textContent);
  const { data, layout } = dressed(figure);
  await window.Plotly.react(node, data, layout, { ...CONFIG, ...figure.config });
  if (node.dataset.drawn) return;
  node.dataset.drawn = "1";
  node.on("plotly_click", ({ points }) => {
    const url = points[0]?.customdata?.url;
    if (url) location.assign(url);
  });
}

function drawAll(root) {
  if (!window.Plotly) return;
  for (const node of root.querySelectorAll("[data-figure]")) draw(node);
}

drawAll(document);
document.addEventListener("htmx:load", (event) => drawAll(event.target.parentNode ?? document));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawAll(document));


"use strict";

function key(row, column, isNumber) {
  const text = row.cells[column].textContent.trim();
  if (!isNumber) return text;
  const value = parseFloat(text);
  return isNaN(value) ? -Infinity : value; // no score stands below every score
}

function compare(a, b) {
  return typeof a === "number" ? (a < b ? -1 : a > b ? 1 : 0) : a.localeCompare(b, undefined, { numeric: true });
}

function sortBy(table, heads, column) {
  const body = table.tBodies[0];
  const isNumber = "number" in heads[column].dataset;
  const sign = heads[column].getAttribute("aria-sort") === "ascending" ? -1 : 1;
  const keyed = [...body.rows].map((row) => [key(row, column, isNumber), row]);
  keyed.sort(([a], [b]) => sign * compare(a, b));
  heads.forEach((head) => head.removeAttribute("aria-sort"));
  heads[column].setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
  body.append(...keyed.map(([, row]) => row));
}

for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sortBy(table, heads, column));
    head.append(button);
  });
}

const search = document.querySelector("#search");
if (search) {
  const rows = [...document.querySelector("#students").tBodies[0].rows];
  // Accents do not matter: who looks for Jose finds José.
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = rows.map((row) => [row.cells[0], row.cells[1], row.cells[row.cells.length - 1]])
    .map((cells) => plain(cells.map((cell) => cell.textContent).join(" ")));
  search.addEventListener("input", () => {
    const words = plain(search.value).split(/\s+/);
    let count = 0;
    rows.forEach((row, place) => {
      row.hidden = !words.every((word) => texts[place].includes(word));
      count += !row.hidden;
    });
    document.querySelector("#found").textContent = search.value.trim() ? `${count} of ${rows.length}` : "";
  });
  search.closest("p").hidden = false;
}

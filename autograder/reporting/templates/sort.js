
"use strict";
const body = document.querySelector("#submissions tbody");
const heads = [...document.querySelectorAll("#submissions thead th")];

function key(row, column) {
  const text = row.cells[column].textContent.trim();
  if (!("number" in heads[column].dataset)) return text;
  const value = parseFloat(text);
  return isNaN(value) ? -1 : value; // no score stands below every score
}

function compare(a, b) {
  return typeof a === "number" ? a - b : a.localeCompare(b, undefined, { numeric: true });
}

function sortBy(column) {
  const sign = heads[column].getAttribute("aria-sort") === "ascending" ? -1 : 1;
  const rows = [...body.rows].sort((a, b) => sign * compare(key(a, column), key(b, column)));
  heads.forEach((head) => head.removeAttribute("aria-sort"));
  heads[column].setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
  body.append(...rows);
}

if (body) {
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.append(...head.childNodes);
    button.addEventListener("click", () => sortBy(column));
    head.append(button);
  });
}

// The filters live in the address (#show=wrong&stance=help), so that links, reloading and going back keep them.
const filters = document.querySelector(".filters");
const cases = [...document.querySelectorAll(".case")];
const count = document.querySelector(".count");

function choose() {
  const wanted = new FormData(filters);
  const words = wanted.get("words").trim().toLowerCase();
  let shown = 0;
  for (const item of cases) {
    const flags = item.dataset.flags.split(",");
    const fits =
      (!wanted.get("show") || flags.includes(wanted.get("show"))) &&
      ["kind", "language", "stance", "decided"].every((name) => !wanted.get(name) || item.dataset[name] === wanted.get(name)) &&
      (!words || item.textContent.toLowerCase().includes(words));
    item.hidden = !fits;
    shown += fits;
  }
  count.textContent = `${shown} of ${cases.length}`;
}

function fromAddress() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  for (const field of filters.elements) {
    if (field.type === "radio") field.checked = field.value === (wanted.get(field.name) ?? "");
    else if (field.name) field.value = wanted.get(field.name) ?? "";
  }
  choose();
}

filters.addEventListener("input", () => {
  const wanted = new URLSearchParams([...new FormData(filters)].filter(([, value]) => value));
  history.replaceState(null, "", `#${wanted}`);
  choose();
});
filters.addEventListener("submit", (event) => event.preventDefault());
filters.addEventListener("reset", () => {
  history.replaceState(null, "", "#");
  setTimeout(choose);  // the fields are cleared after this event
});
document.querySelector(".open-all").addEventListener("click", () => {
  const shown = cases.filter((item) => !item.hidden);
  const open = shown.some((item) => !item.open);
  for (const item of shown) item.open = open;
});
function follow() {
  fromAddress();
  if (location.hash) document.querySelector("#cases").scrollIntoView();
}

addEventListener("hashchange", follow);
filters.hidden = false;
follow();

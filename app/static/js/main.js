// Starts what the page needs. Everything works without it.
import { enhanceDate, enhanceNearDay } from "./dates.js";
import { announce } from "./dom.js";
import { enhanceDrop } from "./drop.js";
import { keepDraft } from "./keep.js";
import { enhanceLogForm } from "./log-form.js";
import { Picker } from "./picker.js";
import { enhanceSearch } from "./search.js";
import { listenForShortcut } from "./shortcut.js";

for (const form of document.querySelectorAll("[data-search]")) enhanceSearch(form);
const pickers = [...document.querySelectorAll("[data-picker]")].map((field) => new Picker(field));
const logForm = document.querySelector("[data-log-form]");
if (logForm) {
  enhanceLogForm(logForm, pickers);
}
for (const form of document.querySelectorAll("[data-keep-url]")) keepDraft(form);
for (const form of document.querySelectorAll("[data-drop]")) enhanceDrop(form);
for (const input of document.querySelectorAll("[data-date]")) enhanceDate(input);
for (const button of document.querySelectorAll("[data-fill]")) enhanceNearDay(button);
listenForShortcut(document.body.dataset);

// A link of the error summary may point into a folded part of the form.
for (const link of document.querySelectorAll(".error-summary a, .checklist a, .understood a")) {
  link.addEventListener("click", () => {
    const folded = document.getElementById(link.hash.slice(1))?.closest("details");
    if (folded) folded.open = true;
  });
}
document.querySelector(".error-summary")?.focus();

// A menu that is open closes with Escape and with a click elsewhere.
const menu = document.querySelector(".user-menu");
document.addEventListener("click", (event) => {
  if (menu?.open && !menu.contains(event.target)) menu.open = false;
});
menu?.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// Filters apply as they are changed; the button stays for those who have no scripts.
for (const form of document.querySelectorAll("[data-eager]")) form.addEventListener("change", () => form.requestSubmit());

// A list that htmx has replaced tells its new count.
document.addEventListener("htmx:after:swap", () => announce(document.querySelector("#list, #timeline-part")?.dataset.count ?? ""));

// Suggestions for the search field of the header; Enter without a choice searches as always.
import { Combobox } from "./combobox.js";
import { fetchJson, go } from "./dom.js";

export function enhanceSearch(form) {
  const load = async (q, signal) => {
    const { groups, more } = await fetchJson(form.dataset.search, { q }, signal);
    return more ? [...groups, { label: "", options: [{ ...more, extra: true }] }] : groups;
  };
  new Combobox(form.querySelector("input[type=search]"), { load, choose: (option) => go(option.url), minimum: 2 });
}

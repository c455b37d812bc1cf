// The log form: an organisation suggests partnerships, a partnership ticks its objectives and focus
// areas. What the user ticked or unticked by hand is left alone.
import { element, fetchJson } from "./dom.js";

export function enhanceLogForm(form, pickers) {
  const { suggestUrl, prefillUrl } = form.dataset;
  const suggestions = form.querySelector("[data-suggestions]");
  const partnership = pickers.find((picker) => picker.name.startsWith("partnership"));
  const touched = new Set();

  function offer(found) {
    const chosen = partnership.values;
    const buttons = found.filter(({ value }) => !chosen.includes(String(value))).map((option) => {
      const button = element("button", { type: "button" }, option.label);
      button.addEventListener("click", () => {
        partnership.add(option);
        partnership.input.focus();
      });
      return button;
    });
    suggestions.replaceChildren(...(buttons.length ? [element("span", {}, suggestions.dataset.label ?? ""), ...buttons] : []));
  }

  async function suggest(organisations) {
    const { partnerships } = organisations.length ? await fetchJson(suggestUrl, { organisations: organisations.join(",") }) : { partnerships: [] };
    offer(partnerships);
  }

  async function prefill(partnerships) {
    suggestions?.replaceChildren();
    if (!partnerships.length) return;
    const wanted = await fetchJson(prefillUrl, { partnership: partnerships.join(",") });
    // From here on the boxes mean what they show, even when all of them are unticked.
    const filledFor = form.querySelector("[name=prefilled_for]");
    if (filledFor) filledFor.value = partnerships.join(",");
    for (const name of ["objectives", "focus_areas"]) {
      const values = new Set((wanted[name] ?? []).map(String));
      for (const box of form.querySelectorAll(`input[type=checkbox][name="${name}"]`)) {
        if (!touched.has(box)) box.checked = values.has(box.value);
      }
    }
  }

  form.addEventListener("change", (event) => touched.add(event.target));
  form.addEventListener("picked", ({ detail }) => {
    // Both are conveniences; when the server is busy the form works on without them.
    const ignore = () => {};
    if (detail.name === "organisations" && suggestions && partnership) suggest(detail.values).catch(ignore);
    if (detail.name === partnership?.name) prefill(detail.values).catch(ignore);
  });
}

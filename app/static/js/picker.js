// Turns the search-and-choose field into a combobox with chips. What is chosen stays in ordinary
// ticked checkboxes, so the form sends the same as without scripts.
import { Combobox } from "./combobox.js";
import { element, fetchJson } from "./dom.js";

export class Picker {
  constructor(field) {
    this.field = field;
    this.name = field.dataset.picker;
    this.isMultiple = field.dataset.multiple === "yes";
    this.chips = field.querySelector("[data-chips]");
    this.input = field.querySelector(`[id="${field.id}-query"]`);
    this.details = document.getElementById(`new-${this.name}`);
    field.querySelector("[data-find]").hidden = true;
    this.adopt();
    new Combobox(this.input, { load: (text, signal) => this.load(text, signal), choose: (option) => this.choose(option), minimum: 0, eager: true, leave: () => this.leave() });
    this.input.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("change", (event) => this.change(event));
  }

  get values() {
    return [...this.chips.querySelectorAll("input:checked")].map((box) => box.value);
  }

  // Radio buttons of the version without scripts become chips, which can be taken away again.
  adopt() {
    for (const item of [...this.chips.children]) {
      const box = item.querySelector("input");
      const label = item.querySelector("label");
      if (!box.checked || !box.value) item.remove();
      else if (box.type === "radio") item.replaceWith(this.chip(box.value, label.firstChild.textContent, label.querySelector("small")?.textContent));
    }
  }

  async load(q, signal) {
    const { options, create } = await fetchJson(this.field.dataset.url, { q }, signal);
    const chosen = this.values;
    const groups = [{ label: "", options: options.filter((option) => !chosen.includes(String(option.value))) }];
    if (create && this.details) groups.push({ label: "", options: [{ ...create, extra: true }] });
    return groups;
  }

  choose(option) {
    this.input.value = "";
    if (option.extra) this.create(option.value);
    else this.add(option);
  }

  add({ value, label, detail }) {
    if (this.values.includes(String(value))) return;
    if (!this.isMultiple) this.chips.replaceChildren();
    this.chips.append(this.chip(value, label, detail));
    this.field.querySelector("[data-candidates]")?.remove();
    this.tell();
  }

  chip(value, label, detail) {
    const id = `${this.field.id}-${value}`;
    const box = element("input", { class: "hds-checkbox__input", type: "checkbox", name: this.name, value, id });
    box.checked = true;
    const text = element("label", { class: "hds-checkbox__label", for: id }, label.trim());
    if (detail) text.append(" ", element("small", {}, detail));
    return element("li", { class: "hds-checkbox" }, box, text);
  }

  create(text) {
    this.details.open = true;
    const first = this.details.querySelector("input:not([type=hidden], [type=checkbox], [type=radio]), textarea");
    if (!first) return;
    first.value = text;
    first.focus();
  }

  // On to the field behind this one, past the fields of a new record.
  leave() {
    const stops = [...this.input.form.querySelectorAll("input:not([type=hidden]), select, textarea, button, summary")];
    const after = (stop) => !this.field.contains(stop) && this.field.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING;
    stops.find((stop) => after(stop) && stop.tabIndex >= 0 && stop.checkVisibility())?.focus();
  }

  key(event) {
    if (event.key !== "Backspace" || this.input.value || !this.chips.lastElementChild) return;
    this.chips.lastElementChild.remove();
    this.tell();
  }

  change(event) {
    const box = event.target;
    if (box.name !== this.name) return;
    if (box.closest("[data-candidates]")) {
      const label = box.labels[0];
      this.add({ value: box.value, label: label.firstChild.textContent, detail: label.querySelector("small")?.textContent });
    } else if (!box.checked) {
      box.closest("li").remove();
      this.tell();
    }
    this.input.focus();
  }

  tell() {
    this.field.dispatchEvent(new CustomEvent("picked", { bubbles: true, detail: { name: this.name, values: this.values } }));
  }
}

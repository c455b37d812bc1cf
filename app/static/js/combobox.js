// One combobox for the search field and for pickers, after the ARIA 1.2 pattern with a list of
// options: focus stays in the text field, aria-activedescendant names the option.
import { announce, announcement, element } from "./dom.js";

const DELAY = 120;

export class Combobox {
  // load(text, signal) resolves to groups: [{label, options: [{label, detail, extra, …}]}].
  // choose(option) acts on a choice.
  // An eager one marks the best answer to what was typed: Enter and Tab take it, and when they come
  // before the answer does, it is taken on arrival. leave() goes on to what follows after Tab.
  constructor(input, { load, choose, minimum = 1, eager = false, leave }) {
    Object.assign(this, { input, load, choose, minimum, eager, leave, options: [], active: -1, isWaiting: false, early: "" });
    this.list = element("div", { role: "listbox", class: "options", id: `${input.id}-options`, "aria-label": input.labels[0]?.textContent.trim() ?? "" });
    this.list.hidden = true;
    input.parentElement.after(this.list);
    if (input.form?.contains(input) && input.parentElement === input.form) input.form.append(this.list);
    for (const [key, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": this.list.id, "aria-autocomplete": "list", autocomplete: "off" })) input.setAttribute(key, value);
    input.addEventListener("input", () => this.schedule());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    // Where nothing need be typed, a tap shows what was used lately.
    if (!minimum) input.addEventListener("click", () => this.list.hidden && !input.value && this.refresh());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.click(event));
  }

  get isAsking() {
    return this.input.value.trim().length >= this.minimum;
  }

  schedule() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.mark(-1);
    this.early = "";
    this.isWaiting = this.eager && this.isAsking && this.input.value.trim() !== "";
    if (!this.isAsking) this.close();
    else this.timer = setTimeout(() => this.refresh(), DELAY);
  }

  async refresh() {
    this.request = new AbortController();
    const { signal } = this.request;
    try {
      const groups = await this.load(this.input.value.trim(), signal);
      if (!signal.aborted && document.activeElement === this.input) this.show(groups);
    } catch (problem) {
      // Suggestions are a convenience: without them the form still searches on the server.
      if (problem.name !== "AbortError") this.close();
    }
  }

  show(groups) {
    this.options = [];
    this.active = -1;
    this.list.replaceChildren(...groups.filter((group) => group.options.length).map((group, index) => this.group(group, index)));
    const found = this.options.filter((entry) => !entry.option.extra).length;
    announce(found ? announcement("count", found) : announcement("none"));
    const { early, isWaiting } = this;
    Object.assign(this, { early: "", isWaiting: false });
    this.list.hidden = !this.options.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.mark(isWaiting ? 0 : -1);
    if (early && found) this.finish(early);
  }

  group(group, index) {
    const nodes = group.options.map((option) => this.option(option));
    if (!group.label) {
      const plain = document.createDocumentFragment();
      plain.append(...nodes);
      return plain;
    }
    const id = `${this.list.id}-group-${index}`;
    return element("div", { role: "group", "aria-labelledby": id }, element("div", { class: "group-label", id, role: "presentation" }, group.label), ...nodes);
  }

  option(option) {
    const node = element("div", { role: "option", id: `${this.list.id}-${this.options.length}`, "aria-selected": "false" }, element("span", {}, option.label));
    if (option.detail) node.append(element("small", {}, option.detail));
    if (option.extra) node.classList.add("option-extra");
    this.options.push({ node, option });
    return node;
  }

  mark(index) {
    this.options[this.active]?.node.setAttribute("aria-selected", "false");
    this.active = index;
    const entry = this.options[index];
    if (!entry) return this.input.removeAttribute("aria-activedescendant");
    entry.node.setAttribute("aria-selected", "true");
    entry.node.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", entry.node.id);
  }

  key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (this.isWaiting && this.canFinish(event)) {
      event.preventDefault();
      this.early = event.key;
      return;
    }
    const isOpen = !this.list.hidden;
    const last = this.options.length - 1;
    const moves = { ArrowDown: this.active < last ? this.active + 1 : 0, ArrowUp: this.active > 0 ? this.active - 1 : last, Home: 0, End: last };
    if (event.key === "ArrowDown" && !isOpen && this.isAsking) {
      event.preventDefault();
      this.refresh();
    } else if (isOpen && event.key in moves && (event.key.startsWith("Arrow") || this.active >= 0)) {
      event.preventDefault();
      this.mark(moves[event.key]);
    } else if (isOpen && event.key === "Escape") {
      event.preventDefault();
      this.close();
    } else if (isOpen && this.active >= 0 && this.canFinish(event)) {
      event.preventDefault();
      this.finish(event.key);
    }
  }

  canFinish(event) {
    return event.key === "Enter" || (event.key === "Tab" && this.eager && !event.shiftKey);
  }

  finish(key) {
    const { option } = this.options[this.active];
    this.take(option);
    if (key === "Tab" && !option.extra) this.leave();
  }

  click(event) {
    const node = event.target.closest("[role=option]");
    const entry = this.options.find((candidate) => candidate.node === node);
    if (entry) this.take(entry.option);
  }

  take(option) {
    this.close();
    this.choose(option);
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.list.hidden = true;
    Object.assign(this, { active: -1, isWaiting: false, early: "" });
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

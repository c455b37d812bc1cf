// A calendar button beside a date field. The field itself stays text, because the browser's own date
// field follows the browser's language and not the user's.
import { announcement, element } from "./dom.js";

function toIso(text) {
  const local = text.trim().match(/^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/);
  return local ? `${local[3]}-${local[2].padStart(2, "0")}-${local[1].padStart(2, "0")}` : text.trim();
}

// A day that is put into a date field by one click.
export function enhanceNearDay(button) {
  const input = document.getElementById(button.dataset.fill);
  button.addEventListener("click", () => {
    input.value = button.dataset.value;
    tell(input);
  });
}

function tell(input) {
  for (const name of ["input", "change"]) input.dispatchEvent(new Event(name, { bubbles: true }));
}

export function enhanceDate(input) {
  const calendar = element("input", { type: "date", class: "calendar-native", tabindex: "-1", "aria-hidden": "true" });
  if (!calendar.showPicker) return;
  const name = `${announcement("calendar")} ${input.labels[0]?.textContent.trim() ?? ""}`;
  const button = element("button", { type: "button", class: "calendar-button", title: name, "aria-label": name }, element("span", { class: "hds-icon hds-icon--calendar", "aria-hidden": "true" }));
  button.addEventListener("click", () => {
    calendar.value = toIso(input.value);
    calendar.showPicker();
  });
  calendar.addEventListener("change", () => {
    if (!calendar.value) return;
    const [year, month, day] = calendar.value.split("-").map(Number);
    input.value = `${day}.${month}.${year}`;
    tell(input);
    input.focus();
  });
  calendar.addEventListener("change", (event) => event.stopPropagation());
  input.after(calendar, button);
}

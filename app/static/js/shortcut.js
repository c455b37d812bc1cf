// One key opens the log form, "/" moves to the search field. The user's profile sets or clears the
// key; it sleeps in fields and with modifier keys (WCAG 2.1.4).
import { go } from "./dom.js";

const FIELDS = "input, select, textarea, [contenteditable], [role=combobox]";

export function listenForShortcut({ shortcut, shortcutUrl }) {
  if (!shortcut || !shortcutUrl) return;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat || event.target.closest(FIELDS)) return;
    if (event.key === "/") {
      event.preventDefault();
      document.getElementById("site-search")?.focus();
    } else if (event.key.toLowerCase() === shortcut.toLowerCase()) {
      event.preventDefault();
      go(`${shortcutUrl}?from=${encodeURIComponent(location.pathname)}#line`);
    }
  });
}

// The frame that xlwings puts round the pane is English; here it gets our words.

import { word } from "./words.js";

/**
 * Give an element a text, if it is there.
 * @param {string} selector - CSS.
 * @param {string} key - A key of the vocabulary.
 */
function say(selector, key) {
  const element = document.querySelector(selector);
  if (element) element.textContent = word(key);
}

/**
 * Close xlwings' own alerts, also where its Bootstrap is not loaded.
 * @param {HTMLButtonElement} button - The alert's.
 */
function wireClose(button) {
  button.setAttribute("aria-label", word("pane_close"));
  button.removeAttribute("data-bs-dismiss"); // Bootstrap would remove the alert for good
  button.addEventListener("click", () => button.closest(".alert").classList.add("d-none"));
}

/** Language, title, the prompt to reload and the alerts' buttons. */
export function translateFrame() {
  document.documentElement.lang = word("pane_lang");
  document.title = word("ribbon_tab");
  say(".xlwings-office-ready-error-inner > div", "pane_load_failed");
  say("#xlwings-taskpane-reload-btn", "pane_reload");
  say("#xlwings-taskpane-reload-cancel-btn", "pane_cancel");
  document.querySelectorAll(".alert .btn-close").forEach(wireClose);
}

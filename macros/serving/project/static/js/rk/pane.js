// What the pane shows. Nothing here knows Excel or the server.

import { word } from "./words.js";

const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
let offered = []; // addresses of files in memory
let pressed = null; // what had the focus when the buttons began to rest

/**
 * An element of the pane.
 * @param {string} id - Its id.
 * @returns {HTMLElement} The element.
 */
function part(id) {
  return document.getElementById(id);
}

/**
 * The buttons.
 * @returns {HTMLButtonElement[]} In the page's order.
 */
export function buttons() {
  return [...document.querySelectorAll("[data-rk-button]")];
}

/**
 * Say how far a run is.
 * @param {string} text - Empty when there is none.
 */
export function showProgress(text) {
  const line = part("rk-progress");
  if (line.textContent !== text) line.textContent = text;
}

/** Take away what the last run said. */
function clear() {
  part("rk-good").replaceChildren();
  part("rk-bad").replaceChildren();
  part("rk-made-list").replaceChildren();
  part("rk-made").hidden = true;
  offered.forEach((address) => URL.revokeObjectURL(address));
  offered = [];
}

/** A run begins: its buttons rest, the last message goes. */
export function begin() {
  clear();
  pressed = document.activeElement;
  buttons().forEach((button) => (button.disabled = true));
}

/** A run is over: the focus goes back where it was, unless it is needed elsewhere. */
export function end() {
  showProgress("");
  buttons().forEach((button) => (button.disabled = false));
  if (document.activeElement === document.body) pressed?.focus?.({ preventScroll: true });
}

/**
 * The final message, with a symbol and a word beside its colour.
 * @param {string} text - Lines are kept.
 * @param {boolean} [bad] - Whether it was refused or failed.
 */
export function tell(text, bad = false) {
  const place = part(bad ? "rk-bad" : "rk-good");
  const symbol = document.createElement("span");
  symbol.setAttribute("aria-hidden", "true");
  symbol.textContent = bad ? "▲ " : "✓ ";
  const title = document.createElement("strong");
  title.append(symbol, word(bad ? "pane_not_done" : "pane_done"));
  const body = document.createElement("p");
  body.textContent = text;
  part(bad ? "rk-good" : "rk-bad").replaceChildren();
  place.replaceChildren(title, body);
  part("rk-report").scrollTop = 0;
}

/**
 * Offer a workbook that Excel could not open itself.
 * @param {string} name - The file's name.
 * @param {string} base64 - Its content.
 */
export function offer(name, base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: name.endsWith(".docx") ? DOCUMENT : WORKBOOK }));
  link.download = name;
  link.textContent = name;
  offered.push(link.href);
  const item = document.createElement("li");
  item.append(link);
  part("rk-made-list").append(item);
  part("rk-made").hidden = false;
}

/**
 * What stands in the sign-in field.
 * @returns {string} The token.
 */
export function givenToken() {
  return part("rk-token").value.trim();
}

/**
 * Show or hide the sign-in field.
 * @param {boolean} shown - Which.
 */
export function showSignIn(shown) {
  part("rk-sign-in").hidden = !shown;
  if (!shown) part("rk-token").value = "";
}

/**
 * Show or hide the way to forget the token.
 * @param {boolean} shown - Which.
 */
export function showForget(shown) {
  part("rk-forget").hidden = !shown;
}

/** Ask for a token, and put the cursor there. */
export function askToken() {
  showSignIn(true);
  showForget(false);
  part("rk-token").focus();
}

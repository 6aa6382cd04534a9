// Our pane: wires the buttons, the sign-in field and the callbacks of the server's answers.

import { translateFrame } from "./rk/frame.js";
import { rkKeep, rkUsed } from "./rk/kept.js";
import { rkLock, rkUnlock } from "./rk/locks.js";
import * as pane from "./rk/pane.js";
import { press, rkOpen, rkTell } from "./rk/run.js";
import { word } from "./rk/words.js";

/**
 * A button that needs files opens the chooser; choosing starts the run.
 * @param {HTMLButtonElement} button - A button of the pane.
 */
function wireButton(button) {
  const name = button.dataset.rkButton;
  const input = document.querySelector(`[data-rk-files="${name}"]`);
  if (!input) {
    button.addEventListener("click", () => press(name));
    return;
  }
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = ""; // so that the same file can be chosen again
    if (files.length > 0) press(name, files);
  });
}

/**
 * Keep the token of the sign-in field.
 * @param {SubmitEvent} event - The form's.
 */
function keepToken(event) {
  event.preventDefault();
  const token = pane.givenToken();
  if (!/^[\x20-\x7e]+$/.test(token)) {
    pane.tell(word("pane_token_bad"), true);
    return;
  }
  globalThis.rkToken.keep(token);
  pane.showSignIn(false);
  pane.showForget(true);
  pane.tell(word("pane_token_kept"));
}

/** Forget the token, and ask for one. */
function forgetToken() {
  globalThis.rkToken.keep("");
  pane.showForget(false);
  pane.showSignIn(true);
  pane.tell(word("pane_token_forgotten"));
}

/** Show the sign-in field where a token is needed and none is kept. */
function wireSignIn() {
  document.getElementById("rk-sign-in").addEventListener("submit", keepToken);
  document.getElementById("rk-forget").addEventListener("click", forgetToken);
  if (!globalThis.rkToken.needed()) return;
  const kept = globalThis.rkToken.token() !== "";
  pane.showSignIn(!kept);
  pane.showForget(kept);
}

globalThis.callbacks = Object.assign(globalThis.callbacks || {}, { rkUnlock, rkLock, rkTell, rkOpen, rkKeep, rkUsed });
globalThis.rkPress = press; // for ribbon.js

/** Wire the pane. */
function wire() {
  translateFrame();
  pane.buttons().forEach(wireButton);
  wireSignIn();
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", wire);
else wire();

// Words come from the server: the block rk-words of the page.

let words = null;

/** A problem whose message is ready for the user. */
export class PaneError extends Error {}

/**
 * A sentence of the vocabulary.
 * @param {string} key - Its key.
 * @param {string|number} [detail] - What stands after it: a name, a number, a cause.
 * @returns {string} The sentence.
 */
export function word(key, detail) {
  words = words || JSON.parse(document.getElementById("rk-words").textContent);
  const sentence = words[key] ?? key;
  return detail === undefined || detail === "" ? sentence : `${sentence} ${detail}`;
}

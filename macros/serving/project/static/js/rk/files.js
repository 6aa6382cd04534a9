// The files that a button sends: name and content.

import { PaneError, word } from "./words.js";

const MOST_FILES = 20;
const MEGABYTE = 1024 * 1024;
const MOST_EACH = 20;
const MOST_TOGETHER = 40; // a third more in base64, with the workbook beside it: the server takes 64

/**
 * Refuse what is too much to send.
 * @param {File[]} files - As chosen.
 * @throws {PaneError} With the reason.
 */
function checkBounds(files) {
  if (files.length > MOST_FILES) throw new PaneError(word("pane_too_many", MOST_FILES));
  const big = files.find((file) => file.size > MOST_EACH * MEGABYTE);
  if (big) throw new PaneError(word("pane_too_big", big.name));
  const together = files.reduce((sum, file) => sum + file.size, 0);
  if (together > MOST_TOGETHER * MEGABYTE) throw new PaneError(word("pane_too_big_together", MOST_TOGETHER));
}

/**
 * One file.
 * @param {File} file - As chosen.
 * @returns {Promise<{name: string, content: string}>} With its content in base64.
 */
function read(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(new PaneError(word("pane_unreadable", file.name)));
    reader.onload = () => resolve({ name: file.name, content: reader.result.split(",")[1] ?? "" });
    reader.readAsDataURL(file);
  });
}

/**
 * All files.
 * @param {File[]} files - As chosen.
 * @returns {Promise<{name: string, content: string}[]>} In the same order.
 */
export async function readFiles(files) {
  checkBounds(files);
  return Promise.all(files.map(read));
}

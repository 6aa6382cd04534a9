// What the buttons wrote over, for the button that goes back. It lives as long as the pane: the server keeps nothing.

const MOST = 5;
const NAME = "fortryd.gz";
const kept = [];

/**
 * Callback of the server's answer: keep what was written over.
 * @param {Excel.RequestContext} _context - Of the run.
 * @param {string} content - In base64; only the server reads it.
 */
export function rkKeep(_context, content) {
  kept.push(String(content));
  if (kept.length > MOST) kept.shift();
}

/** Callback of the server's answer: the newest has been put back. */
export function rkUsed() {
  kept.pop();
}

/**
 * The newest, as a file of the request.
 * @returns {{name: string, content: string}[]} Empty where nothing is kept.
 */
export function newest() {
  return kept.slice(-1).map((content) => ({ name: NAME, content }));
}

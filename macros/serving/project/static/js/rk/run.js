// One run of a button: workbook out, actions in, sheets locked again, one message.

import { bookPart, settle, supports } from "./book.js";
import { readFiles } from "./files.js";
import { newest } from "./kept.js";
import { lockAgain } from "./locks.js";
import * as pane from "./pane.js";
import { call, explain, follow, isRefusedUser } from "./server.js";
import { PaneError, word } from "./words.js";

const HOST_MS = 15000;
const WORKBOOK = /\.xls[xm]$/i;
const UNDO = "undo";
const IN_CELL = "InvalidOperationInCellEditMode";
let running = false;
let message = null; // what the server's answer tells

/** The server's actions stopped on the way. */
class PartlyError extends Error {}

/**
 * Callback of the server's answer: the final message. It is shown when all is written.
 * @param {Excel.RequestContext} _context - Of the run.
 * @param {string} text - Lines are kept.
 * @param {boolean} bad - Whether it was refused or failed.
 */
export function rkTell(_context, text, bad) {
  message = { text: String(text ?? ""), bad: Boolean(bad) };
}

/**
 * Callback of the server's answer: open a workbook it made, or offer a file.
 * @param {Excel.RequestContext} _context - Of the run.
 * @param {string} name - The file's name.
 * @param {string} base64 - Its content.
 */
export async function rkOpen(_context, name, base64) {
  if (!WORKBOOK.test(name)) {
    pane.offer(name, base64); // a document: Excel opens workbooks only
    return;
  }
  try {
    if (!supports("1.8")) throw new Error("Excel.createWorkbook needs ExcelApi 1.8");
    await Excel.createWorkbook(base64);
  } catch (error) {
    console.warn(error);
    pane.offer(name, base64);
  }
}

/**
 * Wait for Excel.
 * @throws {PaneError} It does not answer.
 */
async function hostReady() {
  let timer = 0;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, HOST_MS)));
  const ready = typeof Office !== "undefined" ? Office.onReady() : null;
  const info = await Promise.race([ready, late]).finally(() => clearTimeout(timer));
  if (!info?.host || typeof Excel === "undefined" || !globalThis.xlwings) throw new PaneError(word("pane_no_excel"));
}

/**
 * Who asks.
 * @returns {Promise<{token: string, provider: string}>} For the headers.
 * @throws {PaneError} A token must be given first.
 */
async function signedIn() {
  const auth = await globalThis.getAuth();
  if (auth.provider === "custom" && !auth.token) {
    pane.askToken();
    throw new PaneError(word("pane_token_missing"));
  }
  return auth;
}

/**
 * The workbook as the server reads it. xlwings adds its own headers to those given.
 * @param {Excel.RequestContext} context - Of the run.
 * @param {object} auth - Of ``signedIn``.
 * @param {object} headers - Of the request; completed here.
 * @returns {Promise<object>} The payload.
 */
async function collect(context, auth, headers) {
  await settle(context);
  const payload = await globalThis.xlwings.getBookData({ auth: auth.token, headers }, context);
  payload.resultatkontrakt = await bookPart(context);
  return payload;
}

/**
 * Send a run and show how far it is.
 * @param {string} name - The button's.
 * @param {object} payload - Of ``collect``.
 * @param {object} headers - Of the request.
 * @returns {Promise<object>} The answer.
 */
async function ask(name, payload, headers) {
  const run = crypto.randomUUID();
  const stop = follow(run, headers, pane.showProgress);
  try {
    return await call(name, payload, { ...headers, "X-Run-Id": run });
  } finally {
    stop();
  }
}

/**
 * Carry out what the server answers.
 * @param {Excel.RequestContext} context - Of the run.
 * @param {object} answer - With actions.
 * @throws {PartlyError} One of them failed.
 */
async function carryOut(context, answer) {
  try {
    await globalThis.xlwings.runActions(answer, context);
    await context.sync();
  } catch (error) {
    throw new PartlyError(error?.message ?? String(error), { cause: error });
  }
}

/**
 * All of a run but its ending.
 * @param {string} name - The button's.
 * @param {File[]} files - Chosen.
 */
async function run(name, files) {
  await hostReady();
  const contents = name === UNDO ? newest() : await readFiles(files);
  const auth = await signedIn();
  await Excel.run(async (context) => {
    const headers = { "Auth-Provider": auth.provider };
    pane.showProgress(word("pane_collecting"));
    const payload = await collect(context, auth, headers);
    if (contents.length > 0) payload.args = [contents];
    pane.showProgress(word("pane_waiting"));
    const answer = await ask(name, payload, headers);
    pane.showProgress(word("pane_writing"));
    await carryOut(context, answer);
  });
}

/**
 * The causes of an error, itself first.
 * @param {object} error - Any.
 * @returns {object[]} The chain.
 */
function chain(error) {
  const causes = [];
  for (let cause = error; cause && !causes.includes(cause); cause = cause.cause) causes.push(cause);
  return causes;
}

/**
 * What an error says to the user.
 * @param {object} error - Any.
 * @returns {string} One message.
 */
function meaning(error) {
  const causes = chain(error);
  const own = causes.find((cause) => cause instanceof PaneError);
  if (own) return own.message;
  if (error.response || error.request) return refusal(error);
  const partly = error instanceof PartlyError;
  if (!partly && causes.some((cause) => cause.code === IN_CELL)) return word("pane_cell_edit");
  return word(partly ? "pane_partly" : "pane_excel_error", error.message ?? String(error));
}

/**
 * What a failed request says; a refused token is asked for again.
 * @param {object} error - Of a request.
 * @returns {string} One message.
 */
function refusal(error) {
  if (!isRefusedUser(error) || !globalThis.rkToken.needed()) return explain(error);
  pane.askToken();
  return word("pane_token_refused");
}

/**
 * Lock what is unlocked, and say how the run went.
 * @param {{text: string, bad: boolean}} outcome - The message.
 */
async function finish({ text, bad }) {
  const open = await lockAgain();
  const lines = open.length > 0 ? [text, word("pane_not_locked", open.join(", "))] : [text];
  pane.tell(lines.join("\n"), bad || open.length > 0);
}

/**
 * Press a button.
 * @param {string} name - Its name.
 * @param {File[]} [files] - Chosen for it.
 * @returns {Promise<void>} Always resolves; what happened stands in the pane.
 */
export async function press(name, files = []) {
  if (running) return;
  running = true;
  message = null;
  let outcome;
  try {
    pane.begin();
    await run(name, files);
    outcome = message ?? { text: word("pane_nothing_said"), bad: false };
  } catch (error) {
    console.error(error);
    outcome = { text: meaning(error), bad: true };
  } finally {
    await finish(outcome).catch(console.error);
    pane.end();
    running = false;
  }
}

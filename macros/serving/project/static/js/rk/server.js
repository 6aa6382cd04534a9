// Requests to the server, and what its refusals mean.

import { word } from "./words.js";

const POLL_MS = 700;
const POLL_TIMEOUT_MS = 5000;

/**
 * An address of the server.
 * @param {string} path - Below the app's own path.
 * @returns {string} In full.
 */
function address(path) {
  return window.location.origin + (config.appPath || "") + path;
}

/**
 * Have the server run a button.
 * @param {string} name - The button's.
 * @param {object} payload - The workbook, and files.
 * @param {object} headers - Of the request.
 * @returns {Promise<object>} The answer with its actions.
 */
export async function call(name, payload, headers) {
  const path = `/xlwings/custom-scripts-call/rk_${name}`;
  const timeout = (config.requestTimeout || 0) * 1000;
  const response = await globalThis.xwRequest.post(address(path), payload, { headers, timeout });
  return response.data;
}

/**
 * Ask how far a run is until told to stop.
 * @param {string} run - The run's id.
 * @param {object} headers - Of the requests.
 * @param {(text: string) => void} show - Called with what the server says.
 * @returns {() => void} Stops it.
 */
export function follow(run, headers, show) {
  let stopped = false;
  let timer = 0;
  const ask = async () => {
    const text = await progress(run, headers);
    if (stopped) return;
    if (text) show(text);
    timer = setTimeout(ask, POLL_MS);
  };
  timer = setTimeout(ask, POLL_MS);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/**
 * How far a run is.
 * @param {string} run - The run's id.
 * @param {object} headers - Of the request.
 * @returns {Promise<string>} Empty where the server does not say; that never stops a run.
 */
async function progress(run, headers) {
  try {
    const path = `/resultatkontrakt/progress/${encodeURIComponent(run)}`;
    const response = await globalThis.xwRequest.get(address(path), { headers, timeout: POLL_TIMEOUT_MS });
    return typeof response.data?.text === "string" ? response.data.text : "";
  } catch {
    return "";
  }
}

/**
 * Whether the server refused the user.
 * @param {object} error - Of a request.
 * @returns {boolean} True for 401 and 403.
 */
export function isRefusedUser(error) {
  return [401, 403].includes(error?.response?.status);
}

/**
 * What a failed request says to the user.
 * @param {object} error - With ``response`` or ``request``.
 * @returns {string} The server's own message, or our word.
 */
export function explain(error) {
  if (!error.response) {
    return word(error.message === "Request timed out" ? "pane_timeout" : "pane_no_answer");
  }
  return word("pane_server_error", said(error.response));
}

/**
 * The message in an answer.
 * @param {object} response - With data and status.
 * @returns {string} Its ``detail`` or text; the status where it is a page or nothing.
 */
function said({ data, status, statusText }) {
  const message = data?.detail ?? data?.error ?? data;
  if (typeof message === "string" && message.trim() && !message.trimStart().startsWith("<")) return message;
  if (message && typeof message === "object") return JSON.stringify(message);
  return `${status} ${statusText || ""}`.trim();
}

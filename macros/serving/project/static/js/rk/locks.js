// Protected sheets are unlocked while the server's actions write to them, and locked again whatever happens.

import { PaneError, word } from "./words.js";

const IN_CELL = "InvalidOperationInCellEditMode";
const remembered = new Map(); // sheet name -> options of its protection

/**
 * The sheets of some names, with how they are protected.
 * @param {Excel.RequestContext} context - Of the run.
 * @param {string[]} names - Of sheets.
 * @returns {Promise<object[]>} Name, sheet and protection of those that exist.
 */
async function protections(context, names) {
  const found = names.map((name) => {
    const sheet = context.workbook.worksheets.getItemOrNullObject(name);
    sheet.load("name");
    return { name, sheet };
  });
  await context.sync();
  const there = found.filter(({ sheet }) => !sheet.isNullObject);
  there.forEach(({ sheet }) => sheet.protection.load("protected,options"));
  await context.sync();
  return there.map(({ name, sheet }) => ({ name, protection: sheet.protection }));
}

/**
 * Protection options without what the host does not know.
 * @param {object} options - As loaded.
 * @returns {object} As ``protect`` takes them.
 */
function known(options) {
  return Object.fromEntries(Object.entries(options ?? {}).filter(([, value]) => value != null));
}

/**
 * Unlock one sheet.
 * @param {Excel.RequestContext} context - Of the run.
 * @param {object} locked - Name and protection.
 * @throws {PaneError} It has a password.
 */
async function unlock(context, { name, protection }) {
  const options = known(protection.options);
  try {
    protection.unprotect();
    await context.sync();
  } catch (error) {
    if (error?.code === IN_CELL) throw error;
    throw new PaneError(word("pane_sheet_password", name), { cause: error });
  }
  remembered.set(name, options);
}

/**
 * Callback of the server's answer: unlock sheets, and remember how they were locked.
 * @param {Excel.RequestContext} context - Of the run.
 * @param {...string} names - Of sheets.
 */
export async function rkUnlock(context, ...names) {
  for (const found of await protections(context, names)) {
    if (found.protection.protected) await unlock(context, found);
  }
}

/**
 * Callback of the server's answer: lock the sheets again that were locked.
 * @param {Excel.RequestContext} context - Of the run.
 * @param {...string} names - Of sheets.
 */
export async function rkLock(context, ...names) {
  const ours = names.filter((name) => remembered.has(name));
  if (ours.length === 0) return;
  for (const { name, protection } of await protections(context, ours)) {
    if (!protection.protected) protection.protect(remembered.get(name));
    await context.sync();
    remembered.delete(name);
  }
  ours.forEach((name) => remembered.delete(name)); // a sheet that is gone needs no lock
}

/**
 * Lock what a run left unlocked.
 * @returns {Promise<string[]>} The sheets that could not be locked.
 */
export async function lockAgain() {
  for (const name of [...remembered.keys()]) {
    try {
      await Excel.run((context) => rkLock(context, name));
    } catch (error) {
      console.error(error);
    }
  }
  return [...remembered.keys()];
}

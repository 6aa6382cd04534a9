// What xlwings' payload does not tell of a workbook: formulas, percent formats, merged areas, filters, comments.

const LITERAL = /"[^"]*"|\\.|_.|\*./gs;
const MOST_CELLS = 30000; // in one round: Excel on the web refuses answers above 5 MB

/**
 * Whether the host has a version of Excel's interface.
 * @param {string} version - Such as "1.9".
 * @returns {boolean} True if so.
 */
export function supports(version) {
  return Office.context.requirements.isSetSupported("ExcelApi", version);
}

/**
 * Whether a number format multiplies by a hundred.
 * @param {string} code - The format.
 * @returns {boolean} False where the % is quoted, escaped or spacing.
 */
export function isPercent(code) {
  return String(code ?? "").replace(LITERAL, "").includes("%");
}

/**
 * Under manual calculation the values may be old: compute first.
 * @param {Excel.RequestContext} context - Of the run.
 */
export async function settle(context) {
  const application = context.application;
  application.load("calculationMode");
  await context.sync();
  if (application.calculationMode !== "Manual") return;
  application.calculate(Excel.CalculationType.recalculate);
  await context.sync();
}

/**
 * The tables by sheet.
 * @param {Excel.RequestContext} context - Of the run.
 * @returns {Promise<Map<string, {sheet: Excel.Worksheet, tables: Excel.Table[]}>>} Sheets with tables alone.
 */
async function tablesBySheet(context) {
  const tables = context.workbook.tables;
  tables.load("items/name,items/showFilterButton,items/worksheet/name");
  await context.sync();
  const sheets = new Map();
  for (const table of tables.items) {
    const name = table.worksheet.name;
    if (!sheets.has(name)) {
      sheets.set(name, { sheet: context.workbook.worksheets.getItem(name), tables: [] });
    }
    sheets.get(name).tables.push(table);
  }
  return sheets;
}

/**
 * Where a sheet's values stand, and which of its tables are filtered.
 * @param {Excel.RequestContext} context - Of the run.
 * @param {Iterable<object>} entries - Of ``tablesBySheet``; gets ``used`` and ``filters``.
 */
async function loadExtents(context, entries) {
  for (const entry of entries) {
    entry.used = entry.sheet.getUsedRangeOrNullObject(true);
    entry.used.load("rowIndex,columnIndex,rowCount,columnCount");
    entry.filters = supports("1.9") ? entry.tables.filter((table) => table.showFilterButton) : [];
    entry.filters.forEach((table) => table.autoFilter.load("isDataFiltered"));
  }
  await context.sync();
}

/**
 * A used range in bands of rows, each small enough for one round.
 * @param {object} entry - A sheet.
 * @returns {object[]} Bands with the entry, the first row and column from 1, and the number of cells.
 */
function bands(entry) {
  if (entry.used.isNullObject) return [];
  const { rowIndex, columnIndex, rowCount, columnCount } = entry.used;
  const step = Math.max(1, Math.floor(MOST_CELLS / columnCount));
  const parts = [];
  for (let row = 0; row < rowCount; row += step) {
    const rows = Math.min(step, rowCount - row);
    const range = entry.sheet.getRangeByIndexes(rowIndex + row, columnIndex, rows, columnCount);
    parts.push({ entry, range, top: rowIndex + row + 1, left: columnIndex + 1, cells: rows * columnCount });
  }
  return parts;
}

/**
 * Bands that go into one round together.
 * @param {object[]} parts - All bands.
 * @returns {object[][]} Rounds.
 */
function rounds(parts) {
  const all = [];
  let cells = Infinity;
  for (const part of parts) {
    if (cells + part.cells > MOST_CELLS) {
      all.push([]);
      cells = 0;
    }
    all.at(-1).push(part);
    cells += part.cells;
  }
  return all;
}

/**
 * Note a band's formulas and percent formats.
 * @param {object} band - Loaded.
 */
function note({ entry, range, top, left }) {
  const { formulas, values, numberFormat } = range;
  formulas.forEach((line, row) => {
    line.forEach((formula, column) => {
      const value = values[row][column];
      if (typeof formula === "string" && formula.startsWith("=") && formula !== value) {
        entry.part.formulas.push([top + row, left + column, formula]);
      }
      if (typeof value === "number" && isPercent(numberFormat[row][column])) {
        entry.part.percent.push([top + row, left + column]);
      }
    });
  });
}

/**
 * Formulas and formats of all sheets, in as few rounds as their size allows.
 * @param {Excel.RequestContext} context - Of the run.
 * @param {object[]} entries - The sheets.
 */
async function readCells(context, entries) {
  for (const round of rounds(entries.flatMap(bands))) {
    round.forEach(({ range }) => range.load("formulas,values,numberFormat"));
    await context.sync();
    round.forEach(note);
  }
}

/**
 * Merged areas, where the host can tell.
 * @param {Excel.RequestContext} context - Of the run.
 * @param {object[]} entries - The sheets.
 */
async function readMerged(context, entries) {
  if (!supports("1.13")) return;
  const asked = entries.filter((entry) => !entry.used.isNullObject);
  try {
    for (const entry of asked) {
      entry.merged = entry.used.getMergedAreasOrNullObject();
      entry.merged.load("areas/rowIndex,areas/columnIndex,areas/rowCount,areas/columnCount");
    }
    await context.sync();
    asked.filter((entry) => !entry.merged.isNullObject).forEach(noteMerged);
  } catch (error) {
    console.warn("Merged areas could not be read", error); // Excel answers up to 512 of them
  }
}

/**
 * Note a sheet's merged areas.
 * @param {object} entry - Loaded.
 */
function noteMerged(entry) {
  entry.part.merged = entry.merged.areas.items.map((area) => [
    area.rowIndex + 1,
    area.columnIndex + 1,
    area.rowIndex + area.rowCount,
    area.columnIndex + area.columnCount,
  ]);
}

const COMMENTS = { comments: "1.10", notes: "1.18" };

/**
 * Threads and notes, for rows may move away from them: row and column from 1, and the text.
 * @param {Excel.RequestContext} context - Of the run.
 * @param {object[]} entries - Their ``part`` gets ``comments`` where there are any.
 */
async function readComments(context, entries) {
  const kinds = Object.keys(COMMENTS).filter((kind) => supports(COMMENTS[kind]));
  if (kinds.length === 0) return;
  try {
    const found = entries.flatMap((entry) => kinds.map((kind) => ({ entry, notes: entry.sheet[kind] })));
    found.forEach(({ notes }) => notes.load("items/content"));
    await context.sync();
    const placed = found.flatMap(({ entry, notes }) =>
      notes.items.map((note) => ({ entry, text: note.content, cell: note.getLocation() })),
    );
    if (placed.length === 0) return;
    placed.forEach(({ cell }) => cell.load("rowIndex,columnIndex"));
    await context.sync();
    for (const { entry, text, cell } of placed) {
      entry.part.comments = [...(entry.part.comments ?? []), [cell.rowIndex + 1, cell.columnIndex + 1, text]];
    }
  } catch (error) {
    console.warn("Comments could not be read", error);
  }
}

/**
 * Our part of the payload.
 * @param {Excel.RequestContext} context - Of the run.
 * @returns {Promise<{sheets: object, place: string}>} By sheet name, for sheets that have tables; and where it lies.
 */
export async function bookPart(context) {
  const sheets = await tablesBySheet(context);
  const entries = [...sheets.values()];
  await loadExtents(context, entries);
  for (const entry of entries) {
    const filtered = entry.filters.filter((table) => table.autoFilter.isDataFiltered);
    entry.part = { formulas: [], percent: [], merged: [], filtered: filtered.map((table) => table.name) };
  }
  await readCells(context, entries);
  await readMerged(context, entries);
  await readComments(context, entries);
  const parts = Object.fromEntries([...sheets].map(([name, entry]) => [name, entry.part]));
  return { sheets: parts, place: Office.context.document?.url ?? "" };
}

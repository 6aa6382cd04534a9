"use strict";

// Office and Excel in memory, for the tests of the pane: strict about load and sync, as the real one is. A property
// read before it was loaded throws, a write is done at the next sync, and a protected sheet refuses it there.
// window.fakeBook holds the workbook, window.fakeHost how the host behaves, window.fakeLog what it was asked.
(() => {
  const host = Object.assign(
    { version: 17, createFails: false, delay: 0, cellEdit: false, failOn: null, ready: true },
    globalThis.fakeHost || {},
  );
  globalThis.fakeHost = host;
  const log = { syncs: 0, calculations: [], created: [], shown: 0, protectedWith: [], activated: [] };
  globalThis.fakeLog = log;

  class ExcelError extends Error {
    constructor(code, message) {
      super(message || code);
      this.code = code;
    }
  }

  // --- addresses ---
  const letters = (column) => {
    let name = "";
    for (let n = column; n > 0; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
    return name;
  };
  const number = (name) => [...name].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  const parse = (address) => {
    const ends = address.split("!").pop().replaceAll("$", "").split(":");
    const [first, last] = [ends[0], ends[1] || ends[0]].map((end) => /^([A-Z]+)(\d+)$/.exec(end));
    if (!first || !last) throw new ExcelError("InvalidArgument", `address ${address}`);
    return { left: number(first[1]), top: +first[2], right: number(last[1]), bottom: +last[2] };
  };
  const write = ({ top, left, bottom, right }) => {
    const first = `${letters(left)}${top}`;
    return top === bottom && left === right ? first : `${first}:${letters(right)}${bottom}`;
  };

  // --- the model ---
  const key = (row, column) => `${row},${column}`;
  const cellOf = (sheet, row, column) => sheet.cells[key(row, column)] || {};
  const setCell = (sheet, row, column, change) => {
    sheet.cells[key(row, column)] = { ...cellOf(sheet, row, column), ...change };
  };
  const model = globalThis.fakeBook;
  const sheetByName = (name) => model.sheets.find((sheet) => sheet.name === name);
  const writable = (sheet) => {
    if (sheet.protection.protected) throw new ExcelError("AccessDenied", `The sheet ${sheet.name} is protected.`);
  };
  const usedArea = (sheet) => {
    const filled = Object.entries(sheet.cells).filter(([, cell]) => cell.value !== undefined && cell.value !== "");
    if (filled.length === 0) return null;
    const rows = filled.map(([at]) => +at.split(",")[0]);
    const columns = filled.map(([at]) => +at.split(",")[1]);
    const ends = (values) => values.reduce(([low, high], v) => [Math.min(low, v), Math.max(high, v)], [1e9, 0]);
    const [top, bottom] = ends(rows);
    const [left, right] = ends(columns);
    return { top, left, bottom, right };
  };
  const matrix = (area, cell) =>
    Array.from({ length: area.bottom - area.top + 1 }, (_, row) =>
      Array.from({ length: area.right - area.left + 1 }, (__, column) => cell(area.top + row, area.left + column)),
    );

  // --- proxies ---
  class Thing {
    constructor(context, find) {
      this.context = context;
      this._find = find;
      this._loaded = {};
      this._children = {};
    }
    child(name, make) {
      return (this._children[name] = this._children[name] || make());
    }
    load(paths) {
      const all = (Array.isArray(paths) ? paths : String(paths ?? "").split(",")).map((path) => path.trim());
      this.context._queue.push(() => all.forEach((path) => this._fill(path.split("/"))));
      return this;
    }
    _fill(path) {
      const target = this._find();
      if (target === null) {
        this._null = true;
        return;
      }
      this._null = false;
      const [first, ...rest] = path;
      const scalars = this.constructor.scalars;
      if (rest.length > 0) this[first]._fill(rest);
      else if (first === "") Object.keys(scalars).forEach((name) => (this._loaded[name] = scalars[name](target)));
      else if (scalars[first]) this._loaded[first] = scalars[first](target);
    }
    get isNullObject() {
      if (this._null === undefined) throw new ExcelError("PropertyNotLoaded", "isNullObject before a sync");
      return this._null;
    }
  }
  const define = (type, scalars, setters = {}) => {
    type.scalars = scalars;
    for (const name of new Set([...Object.keys(scalars), ...Object.keys(setters)])) {
      Object.defineProperty(type.prototype, name, {
        get() {
          if (!(name in this._loaded)) throw new ExcelError("PropertyNotLoaded", `${type.name}.${name}`);
          return this._loaded[name];
        },
        set(value) {
          if (!setters[name]) throw new ExcelError("InvalidArgument", `${type.name}.${name} is read-only`);
          this.context._queue.push(() => setters[name](this._find(), value));
        },
      });
    }
  };

  class Collection extends Thing {
    constructor(context, list, type) {
      super(context, list);
      this._type = type;
    }
    _fill(path) {
      const rest = path[0] === "items" ? path.slice(1) : path;
      const models = this._find();
      if (!this._items || this._items.length !== models.length) {
        this._items = models.map((item) => new this._type(this.context, () => item));
      }
      this._items.forEach((item) => item._fill(rest.length > 0 ? rest : [""]));
      this._loaded.items = true;
    }
    get items() {
      if (!this._loaded.items) throw new ExcelError("PropertyNotLoaded", "items");
      return this._items;
    }
    getItem(name) {
      return new this._type(this.context, () => {
        const found = this._find().find((item) => item.name === name);
        if (!found) throw new ExcelError("ItemNotFound", name);
        return found;
      });
    }
    getItemOrNullObject(name) {
      const item = new this._type(this.context, () => this._find().find((found) => found.name === name) || null);
      this.context._queue.push(() => (item._null = item._find() === null));
      return item;
    }
  }

  class Range extends Thing {
    get worksheet() {
      return this.child("worksheet", () => new Sheet(this.context, () => this._find().sheet));
    }
    clear(what) {
      this.context._queue.push(() => {
        const { sheet, ...area } = this._find();
        writable(sheet);
        if (what !== "Contents") throw new ExcelError("NotImplemented", what);
        matrix(area, (row, column) => setCell(sheet, row, column, { value: "", formula: undefined }));
      });
    }
    autoFill(destination, kind) {
      this.context._queue.push(() => {
        const { sheet, ...from } = this._find();
        const { sheet: _, ...to } = destination._find();
        writable(sheet);
        if (kind !== "FillFormats") throw new ExcelError("NotImplemented", kind);
        matrix(to, (row, column) =>
          setCell(sheet, row, column, { numberFormat: cellOf(sheet, from.top, column).numberFormat }),
        );
      });
    }
    select() {}
    getMergedAreasOrNullObject() {
      if (host.version < 13) throw new ExcelError("ApiNotFound");
      return new Areas(this.context, () => {
        const { sheet, ...area } = this._find();
        const merged = sheet.merged.filter(
          ([top, left, bottom, right]) =>
            top <= area.bottom && bottom >= area.top && left <= area.right && right >= area.left,
        );
        return merged.length === 0 ? null : { sheet, merged };
      });
    }
  }
  define(
    Range,
    {
      address: ({ sheet, ...area }) => `'${sheet.name}'!${write(area)}`,
      rowIndex: (area) => area.top - 1,
      columnIndex: (area) => area.left - 1,
      rowCount: (area) => area.bottom - area.top + 1,
      columnCount: (area) => area.right - area.left + 1,
      values: ({ sheet, ...area }) => matrix(area, (row, column) => cellOf(sheet, row, column).value ?? ""),
      formulas: ({ sheet, ...area }) =>
        matrix(area, (row, column) => cellOf(sheet, row, column).formula ?? cellOf(sheet, row, column).value ?? ""),
      numberFormat: ({ sheet, ...area }) =>
        matrix(area, (row, column) => cellOf(sheet, row, column).numberFormat ?? "General"),
    },
    {
      values: ({ sheet, ...area }, lines) => {
        writable(sheet);
        if (host.failOn === "values") throw new ExcelError("GeneralException", "The write failed.");
        matrix(area, (row, column) => {
          const given = lines[row - area.top][column - area.left];
          const formula = typeof given === "string" && given.startsWith("=") ? given : undefined;
          const text = typeof given === "string" && given.startsWith("'") ? given.slice(1) : given;
          setCell(sheet, row, column, { value: text === null ? "" : text, formula });
        });
      },
    },
  );

  class Areas extends Thing {
    get areas() {
      return this.child("areas", () => {
        const list = () => {
          const { sheet, merged } = this._find();
          return merged.map(([top, left, bottom, right]) => ({ sheet, top, left, bottom, right }));
        };
        return new Collection(this.context, list, Range);
      });
    }
  }
  define(Areas, {});

  class Protection extends Thing {
    protect(options, password) {
      this.context._queue.push(() => {
        const sheet = this._find();
        if (host.failOn === "protect") throw new ExcelError("GeneralException", "No protection now.");
        if (sheet.protection.protected) throw new ExcelError("InvalidOperation", "Already protected.");
        log.protectedWith.push([sheet.name, options]);
        sheet.protection = { protected: true, password, options };
      });
    }
    unprotect(password) {
      this.context._queue.push(() => {
        const sheet = this._find();
        if (sheet.protection.password && sheet.protection.password !== password) {
          throw new ExcelError("AccessDenied", "The password is wrong.");
        }
        sheet.protection = { ...sheet.protection, protected: false };
      });
    }
  }
  define(Protection, {
    protected: (sheet) => sheet.protection.protected,
    options: (sheet) => structuredClone(sheet.protection.options),
  });

  class AutoFilter extends Thing {}
  define(AutoFilter, { isDataFiltered: (table) => table.filtered });

  class Column extends Thing {}
  define(Column, { name: (column) => column.name });

  class Table extends Thing {
    _range(pick) {
      return new Range(this.context, () => {
        const table = this._find();
        return { sheet: table.sheet, ...pick(table, parse(table.address)) };
      });
    }
    getRange() {
      return this._range((_, area) => area);
    }
    getHeaderRowRange() {
      return this._range((_, area) => ({ ...area, bottom: area.top }));
    }
    getDataBodyRange() {
      return this._range((table, area) => ({
        ...area,
        top: area.top + 1,
        bottom: area.bottom - (table.showTotals ? 1 : 0),
      }));
    }
    getTotalRowRange() {
      return this._range((_, area) => ({ ...area, top: area.bottom }));
    }
    get worksheet() {
      return this.child("worksheet", () => new Sheet(this.context, () => this._find().sheet));
    }
    get autoFilter() {
      if (host.version < 9) throw new ExcelError("ApiNotFound");
      return this.child("autoFilter", () => new AutoFilter(this.context, this._find));
    }
    get columns() {
      return this.child("columns", () => {
        const list = () => {
          const table = this._find();
          const { top, left, right } = parse(table.address);
          return matrix({ top, bottom: top, left, right }, (row, column) => ({
            name: String(cellOf(table.sheet, row, column).value),
          }))[0];
        };
        const columns = new Collection(this.context, list, Column);
        columns.getItemAt = () => ({
          filter: { clear: () => this.context._queue.push(() => (this._find().filtered = false)) },
        });
        return columns;
      });
    }
    resize(address) {
      this.context._queue.push(() => {
        writable(this._find().sheet);
        this._find().address = write(parse(address));
      });
    }
    clearFilters() {
      this.context._queue.push(() => (this._find().filtered = false));
    }
  }
  define(
    Table,
    {
      name: (table) => table.name,
      showHeaders: () => true,
      showTotals: (table) => Boolean(table.showTotals),
      style: () => "TableStyleMedium2",
      showFilterButton: (table) => table.showFilterButton !== false,
      highlightFirstColumn: () => false,
      highlightLastColumn: () => false,
      showBandedRows: () => true,
      showBandedColumns: () => false,
    },
    { showTotals: (table, value) => (table.showTotals = value) },
  );

  class PageLayout extends Thing {
    getPrintAreaOrNullObject() {
      return new Areas(this.context, () => null);
    }
  }
  define(PageLayout, {});
  class Named extends Thing {
    getRangeOrNullObject() {
      const [name, address] = this._formula().slice(1).split("!");
      const range = new Range(this.context, () => {
        return { sheet: sheetByName(name.replaceAll("'", "")), ...parse(address) };
      });
      this.context._queue.push(() => (range._null = false));
      return range;
    }
    _formula() {
      return this.formula;
    }
  }
  define(Named, { name: (item) => item.name, type: (item) => item.type, formula: (item) => item.formula });

  class Note extends Thing {
    getLocation() {
      return new Range(this.context, () => {
        const { sheet, row, column } = this._find();
        return { sheet, top: row, left: column, bottom: row, right: column };
      });
    }
  }
  define(Note, { content: (note) => note.text });

  class Sheet extends Thing {
    _notes(kind, version) {
      if (host.version < version) throw new ExcelError("ApiNotFound");
      const list = () => (this._find()[kind] ?? []).map((note) => ({ ...note, sheet: this._find() }));
      return this.child(kind, () => new Collection(this.context, list, Note));
    }
    get comments() {
      return this._notes("comments", 10);
    }
    get notes() {
      return this._notes("notes", 18);
    }
    get tables() {
      return this.child("tables", () => new Collection(this.context, () => this._find().tables, Table));
    }
    get names() {
      return this.child("names", () => new Collection(this.context, () => [], Named));
    }
    get charts() {
      return this.child("charts", () => new Collection(this.context, () => [], Column));
    }
    get shapes() {
      return this.child("shapes", () => new Collection(this.context, () => [], Column));
    }
    get pivotTables() {
      return this.child("pivotTables", () => new Collection(this.context, () => [], Column));
    }
    get pageLayout() {
      return this.child("pageLayout", () => new PageLayout(this.context, this._find));
    }
    get protection() {
      return this.child("protection", () => new Protection(this.context, this._find));
    }
    getUsedRangeOrNullObject() {
      return new Range(this.context, () => {
        const area = usedArea(this._find());
        return area && { sheet: this._find(), ...area };
      });
    }
    getRange(address) {
      return new Range(this.context, () => ({ sheet: this._find(), ...parse(address) }));
    }
    getRangeByIndexes(row, column, rows, columns) {
      const area = { top: row + 1, left: column + 1, bottom: row + rows, right: column + columns };
      return new Range(this.context, () => ({ sheet: this._find(), ...area }));
    }
    activate() {
      this.context._queue.push(() => {
        model.active = this._find().name;
        log.activated.push(model.active);
      });
    }
  }
  define(Sheet, {
    name: (sheet) => sheet.name,
    position: (sheet) => model.sheets.indexOf(sheet),
    visibility: () => "Visible",
    showGridlines: () => true,
  });

  class Sheets extends Collection {
    getActiveWorksheet() {
      return new Sheet(this.context, () => sheetByName(model.active));
    }
  }

  class Application extends Thing {
    calculate(kind) {
      this.context._queue.push(() => log.calculations.push(kind));
    }
    suspendScreenUpdatingUntilNextSync() {}
  }
  define(Application, { calculationMode: () => model.calculationMode });

  class Workbook extends Thing {
    get worksheets() {
      return this.child("worksheets", () => new Sheets(this.context, () => model.sheets, Sheet));
    }
    get tables() {
      const list = () => model.sheets.flatMap((sheet) => sheet.tables);
      return this.child("tables", () => new Collection(this.context, list, Table));
    }
    get names() {
      return this.child("names", () => new Collection(this.context, () => model.names, Named));
    }
    get application() {
      return this.context.application;
    }
    getSelectedRange() {
      const area = { top: 1, left: 1, bottom: 1, right: 1 };
      return new Range(this.context, () => ({ sheet: sheetByName(model.active), ...area }));
    }
    save() {}
  }
  define(Workbook, { name: () => model.name });

  class RequestContext {
    constructor() {
      this._queue = [];
      this.workbook = new Workbook(this, () => model);
      this.application = new Application(this, () => model);
    }
    async sync() {
      log.syncs += 1;
      await new Promise((resolve) => setTimeout(resolve, host.delay));
      const queue = this._queue;
      this._queue = [];
      if (host.cellEdit) throw new ExcelError("InvalidOperationInCellEditMode", "Excel is in cell-editing mode.");
      queue.forEach((step) => step());
    }
  }

  model.sheets.forEach((sheet) => {
    sheet.protection = sheet.protection || { protected: false, options: {} };
    sheet.merged = sheet.merged || [];
    sheet.tables = sheet.tables || [];
    sheet.tables.forEach((table) => Object.defineProperty(table, "sheet", { value: sheet, enumerable: false }));
  });

  globalThis.Excel = {
    RequestContext,
    run: async (work) => {
      const context = new RequestContext();
      const result = await work(context);
      await context.sync();
      return result;
    },
    createWorkbook: async (base64) => {
      if (host.createFails) throw new ExcelError("GeneralException", "No new workbook here.");
      log.created.push(base64);
    },
    CalculationType: { recalculate: "Recalculate", full: "Full" },
    ClearApplyTo: { contents: "Contents", all: "All", formats: "Formats" },
    ShapeType: { image: "Image" },
    SaveBehavior: { save: "Save" },
    DeleteShiftDirection: {},
    InsertShiftDirection: {},
    GroupOption: {},
  };
  globalThis.CustomFunctions = { associate: () => {} };
  const commands = {};
  globalThis.fakeCommands = commands;
  globalThis.Office = {
    onReady: () => (host.ready ? Promise.resolve({ host: "Excel", platform: "Mac" }) : new Promise(() => {})),
    actions: { associate: (name, command) => (commands[name] = command) },
    addin: { showAsTaskpane: async () => (log.shown += 1) },
    context: {
      requirements: {
        isSetSupported: (name, version) => name === "ExcelApi" && +String(version).split(".")[1] <= host.version,
      },
    },
  };
})();

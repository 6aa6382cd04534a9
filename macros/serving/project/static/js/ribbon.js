"use strict";

// The buttons of the ribbon. A classic script after main.js; the names are those of manifest.xml.
(() => {
  /** Show the pane, where the host can; the message of a run stands there. */
  async function showPane() {
    try {
      await Office.addin.showAsTaskpane();
    } catch (error) {
      console.warn("The pane could not be shown", error);
    }
  }

  /**
   * A ribbon command that runs a button, or only shows the pane.
   * @param {string|null} button - The button's name, or null.
   * @returns {Function} The command.
   */
  function command(button) {
    return async (event) => {
      try {
        await showPane();
        if (button) await globalThis.rkPress(button);
      } finally {
        event.completed();
      }
    };
  }

  if (typeof Office === "undefined" || !Office.actions) return;
  Office.actions.associate("rk-recalculate", command("recalculate"));
  Office.actions.associate("rk-validate", command("validate"));
  Office.actions.associate("rk-undo", command("undo"));
  Office.actions.associate("rk-explain", command("explain"));
  Office.actions.associate("rk-register", command("register"));
  for (const button of ["import", "import_all", "preview", "consolidate", "report", "new", "goal", "update", "roll_over", "upgrade"]) {
    Office.actions.associate(`rk-${button}`, command(null)); // they choose files first
  }
})();

"use strict";

// Who asks. A classic script: xlwings' custom functions and our pane both call globalThis.getAuth.
(() => {
  const STORED = "rkToken";
  let kept = ""; // where the browser keeps nothing, the token lives as long as the pane

  /**
   * The token that is kept.
   * @returns {string} Empty where there is none.
   */
  function token() {
    try {
      return localStorage.getItem(STORED) || kept;
    } catch {
      return kept;
    }
  }

  /**
   * Keep a token, or forget it.
   * @param {string} value - Empty to forget.
   */
  function keep(value) {
    kept = value;
    try {
      if (value) localStorage.setItem(STORED, value);
      else localStorage.removeItem(STORED);
    } catch {
      // no storage here: kept in memory
    }
  }

  /**
   * Whether the server asks for a token that the user gives.
   * @returns {boolean} True for the provider "custom" alone.
   */
  function needed() {
    const providers = config.authProviders || [];
    return providers.includes("custom") && !providers.includes("entraid");
  }

  globalThis.rkToken = { token, keep, needed };

  /**
   * What a request to the server says about the user.
   * @returns {Promise<{token: string, provider: string}>} For the headers Authorization and Auth-Provider.
   */
  globalThis.getAuth = async function () {
    const providers = config.authProviders || [];
    if (providers.includes("entraid")) {
      return { token: await xlwings.getAccessToken(), provider: "entraid" };
    }
    if (providers.includes("custom")) {
      return { token: token(), provider: "custom" };
    }
    return { token: "", provider: "" };
  };
})();

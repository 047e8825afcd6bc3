// What the published scripts and style sheets use, all browsers of Baseline 2023 have: Chrome and Edge
// 120, Firefox 121, Safari 17.2. What came later is asked for first, or is among what pages are as
// readable without.

import css from "@eslint/css";
import compat from "eslint-plugin-compat";

const BROWSERS = ["chrome 120", "edge 120", "firefox 121", "safari 17.2"];
const MAY_BE_IGNORED = {
  allowAtRules: ["page", "view-transition"],
  allowProperties: [
    "accent-color",
    "content-visibility",
    "forced-color-adjust",
    "overscroll-behavior",
    "paint-order",
    "print-color-adjust",
    "text-wrap",
  ],
  allowPropertyValues: { "break-after": ["avoid"] },
  allowSelectors: ["details-content"],
};

export default [
  {
    files: ["**/*.css"],
    plugins: { css },
    language: "css/css",
    rules: { "css/use-baseline": ["error", { available: 2023, ...MAY_BE_IGNORED }] },
  },
  {
    files: ["**/*.js"],
    plugins: { compat },
    languageOptions: { ecmaVersion: 2023, sourceType: "module" },
    settings: { browsers: BROWSERS },
    rules: { "compat/compat": "error" },
  },
];

/* What the templates promise to the scripts: by these ids and selectors a script finds an element
   of this kind, or none where it says null. Of everything else a script has to see for itself. */

/** What happens to an element; `target` has the field's value where it is one. */
type Happening = MouseEvent & KeyboardEvent & {
  readonly target: HTMLElement & { readonly value?: string };
};

/** The search box and the search page each hold one field to type in. */
type WithField = {
  querySelector(selector: "input" | "[data-search-slash]"): HTMLInputElement;
  querySelector(selector: "[role=status]"): HTMLElement;
  querySelector(selector: "[data-search-help]"): HTMLElement & { firstElementChild: HTMLElement };
  querySelector(selector: "[data-search-reload]"): HTMLButtonElement;
  addEventListener(type: "click", listener: (event: Happening) => void): void;
};

/** The controls of the map by their names, as far as the library has what they choose by. */
type MapForm = Omit<HTMLFormElement, "elements"> & {
  readonly elements: { namedItem(name: string): HTMLSelectElement | null };
};

interface Document {
  getElementById(id: "map" | "map-list" | "map-status"): HTMLElement;
  getElementById(id: "map-filter"): MapForm;
  getElementById(id: "pm-search"): WithField & HTMLDialogElement;
  addEventListener(type: string, listener: (event: Happening) => void): void;
}

interface ParentNode {
  querySelector(selector: ".pm-count" | ".pm-map-dots a"): HTMLElement;
  querySelector(selector: "svg" | "use" | "title"): SVGSVGElement;
  querySelector(selector: ".pm-cite"): HTMLElement;
  querySelector(selector: "[data-compare]"): HTMLElement & {
    readonly dataset: DOMStringMap & { most: string };
  };
  querySelector(selector: "[data-evidence]"): HTMLTableElement & { tHead: HTMLTableSectionElement };
  querySelector(selector: "[data-evidence-tools]"): HTMLFormElement;
  querySelector(selector: "[data-evidence-status]"): HTMLElement;
  querySelector(selector: "[data-evidence-copies]"): HTMLElement;
  querySelector(selector: "link[rel=stylesheet]"): HTMLLinkElement;
  querySelector(selector: "meta[http-equiv=refresh]"): HTMLMetaElement;
  querySelector(selector: "[data-scheme]:not(html)"): HTMLElement | null;
  querySelector(selector: "[data-search-open]"): HTMLElement | null;
  querySelector(selector: "[data-search-page]"): (WithField & HTMLElement) | null;
  querySelector(selector: "input:focus"): HTMLInputElement | null;
  querySelector(selector: "script[data-live]"): Element & {
    readonly dataset: { live: string; index: string; events: string };
  };
}

interface Element {
  closest(selector: "[data-search-open]"): HTMLButtonElement | null;
  closest(selector: "a[href]" | "a.pm-anchor, a.headerlink"): HTMLAnchorElement | null;
  // HTML and SVG have it, and no page holds anything else.
  readonly dataset: DOMStringMap;
}

interface Navigator {
  // Of some browsers.
  readonly connection?: { readonly saveData: boolean };
}

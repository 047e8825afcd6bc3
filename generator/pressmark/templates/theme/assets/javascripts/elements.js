/* Names, attributes and children go in, elements come out, for all scripts that draw. Text is only ever
   set as text, so that nothing in a record can become markup. */

/** A whole number as pages show it, its thousands apart. What browsers have for that takes a phone some
    50 ms when it is first asked. */
export const grouped = (number) =>
  number < 1000 ? `${number}` : `${grouped(Math.floor(number / 1000))},${`${number % 1000}`.padStart(3, "0")}`;

/** An element; `attributes` with false are left out, children may be text. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

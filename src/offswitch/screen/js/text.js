// Text, compared as a person reads it.

// What nobody reads: soft hyphens, zero widths, marks of direction, and glyphs of a font of the page's own.
const UNREAD =
  /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ue000-\uf8ff\u{f0000}-\u{10ffff}]|[\ufe00-\ufe0f]/gu;

/** A text on one line, as a person reads it. */
export function clean(text) {
  return (text || "").replace(UNREAD, "").replace(/\s+/g, " ").trim();
}

/** A text without the differences in case, curly quotes and white space; as `fold` of offswitch.model.text. */
export function fold(text) {
  const straight = text.replace(/[\u2018\u2019\u02bc]/g, "'").replace(/[\u201c\u201d]/g, '"');
  return small(clean(straight));
}

/** A text in lower case, with one spelling of the letters that capitals write in another way. */
export function small(text) {
  const lower = text.toLowerCase();
  return lower
    .replace(/i\u0307|\u0131/g, "i")
    .replace(/\u00df/g, "ss")
    .replace(/\u03c2/g, "\u03c3");
}

/** The words of an attribute that lists some, such as ids. */
export function listed(node, attribute) {
  return (node.getAttribute(attribute) || "").split(/\s+/).filter(Boolean);
}

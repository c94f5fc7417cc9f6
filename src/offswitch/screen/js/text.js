// Text, compared as a person reads it.

/** A text on one line. */
export function clean(text) {
  return (text || "").replace(/\s+/g, " ").trim();
}

/** A text without the differences in case, curly quotes and white space; as `fold` of offswitch.model.text. */
export function fold(text) {
  const straight = text.replace(/[\u2018\u2019\u02bc]/g, "'").replace(/[\u201c\u201d]/g, '"');
  return clean(straight).toLowerCase();
}

/** The words of an attribute that lists some, such as ids. */
export function listed(node, attribute) {
  return (node.getAttribute(attribute) || "").split(/\s+/).filter(Boolean);
}

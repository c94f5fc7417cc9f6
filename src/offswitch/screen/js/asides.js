// What stands beside a label and is no part of it: an icon's word, a badge, a count, a shortcut, a sign.
import { clean, fold } from "./text.js";

const LONGEST_ASIDE = 24;
const ICON_ELEMENT = /(^|-)icon$/;
const ICON_CLASS =
  /^(?!(with|has|no|without|show|hide)-)(icons?|(fas?|far|fab|bi|mdi?|ti|glyphicon|material-(icons|symbols))(-.*)?|.+-icons?)$/i;
const ICON_FONT = /\b(icons?|symbols|awesome|glyphs?|fontello)\b/i;
const ICON_WORD = /^[a-z0-9_]+$/;
const EMPHASIZED = "em,strong,b,q,u,mark";
const HAS_WORDS = /[\p{L}\p{N}]/u;
const BADGE = new RegExp(
  `^(${[
    "new|beta|alpha|preview|experimental|recommended|updated|early access|coming soon",
    "neu|vorschau|experimentell|empfohlen|nouveau|nouveauté|bêta|aperçu|recommandé",
    "nuevo|novedad|recomendado|nuovo|novità|consigliato|nieuw|aanbevolen|nowe|nowość|zalecane",
    "novo|novidade|yeni|önerilen|新着|新機能|ベータ版?|おすすめ|新|新功能|测试版|推荐",
  ].join("|")})$`,
);
const COUNT = /^\(\s*\d[\d.,\s]*\+?\s*\)$/;
const NUMBER = /^\d[\d.,]*\+?$/;
const COUNTING_CLASS = /(^|[-_])(badge|count|counter)s?([-_]|$)/i;
const MODIFIER =
  "(ctrl|control|strg|alt|option|shift|cmd|command|win)\\s*[+-]|[\u2318\u2325\u21e7\u2303]\\s*[+-]?";
const SHORTCUT = new RegExp(`^((${MODIFIER})\\s*)+\\S{1,6}$`, "i");

/** Whether a text only marks what it stands beside, such as "New". */
export function isBadgeWord(text) {
  return BADGE.test(fold(text).replace(/[^\p{L}\p{N}]+$/u, ""));
}

/** Whether an element is no part of the label that it stands in. */
export function isAside(node) {
  const text = shortText(node);
  if (!text) return false;
  if (!HAS_WORDS.test(text) || node.localName === "kbd" || SHORTCUT.test(text)) return true;
  return isIcon(node) || isCount(node, text) || (isBadgeWord(text) && !node.matches(EMPHASIZED));
}

/** Whether an element says how many there are of something: "(3)", or a number in a badge. */
function isCount(node, text) {
  const isBadge = [...node.classList].some((name) => COUNTING_CLASS.test(name));
  return COUNT.test(text) || (isBadge && NUMBER.test(text));
}

/** Whether an element's word is drawn as a picture; where its font did not come, its class tells. */
export function isIcon(node) {
  if (!ICON_WORD.test(shortText(node))) return false;
  return (
    ICON_ELEMENT.test(node.localName) ||
    [...node.classList].some((name) => ICON_CLASS.test(name)) ||
    isPicture(getComputedStyle(node))
  );
}

/** Whether words are drawn as pictures in this style. */
export function isPicture({ fontFamily }) {
  return ICON_FONT.test(fontFamily);
}

/** The text of an element that holds no other, where it is a short one. */
function shortText(node) {
  if (node.childElementCount || node.shadowRoot || node.localName === "slot") return "";
  return node.textContent.length > LONGEST_ASIDE ? "" : clean(node.textContent);
}

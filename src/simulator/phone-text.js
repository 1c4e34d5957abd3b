/**
 * What WhatsApp's marks mean: *bold*, _italic_, ~strike~, `mono`, ```block```, and links.
 *
 * A mark counts at the edge of a word only, so 2*3*4 and snake_case_names stay as they are.
 */
const marked = new RegExp(
  [
    '```(?<block>[\\s\\S]+?)```',
    '`(?<code>[^`\\n]+)`',
    '(?<![\\p{L}\\p{N}])(?<mark>[*_~])(?!\\k<mark>|\\s)(?<inner>[^\\n]*?[^\\s])\\k<mark>(?![\\p{L}\\p{N}])',
    '(?<link>https?://[^\\s<>"]*[^\\s<>".,;:!?)\\]*_~])',
  ].join('|'),
  'gu',
);
const elements = { '*': 'strong', _: 'em', '~': 's' };

/**
 * The pieces of a message, in order.
 *
 * @returns {(string | { element: string, parts: Array, href?: string })[]} plain strings, and what is marked
 */
export function piecesOf(text) {
  const pieces = [];
  let end = 0;
  for (const match of text.matchAll(marked)) {
    if (match.index > end) pieces.push(text.slice(end, match.index));
    pieces.push(pieceOf(match.groups));
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push(text.slice(end));
  return pieces;
}

function pieceOf({ block, code, mark, inner, link }) {
  if (block !== undefined) return { element: 'pre', parts: [block.trim()] };
  if (code !== undefined) return { element: 'code', parts: [code] };
  if (link !== undefined) return { element: 'a', parts: [link], href: link };
  return { element: elements[mark], parts: piecesOf(inner) };
}

/** One to three emoji and nothing else: shown large. */
export function isEmoji(text) {
  return /^(?:\p{RGI_Emoji}\s*){1,3}$/v.test(text.trim());
}

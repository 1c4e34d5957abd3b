import { element, icon } from './phone-element.js';
import { enclosed, snippet } from './phone-media.js';
import { isEmoji, piecesOf } from './phone-text.js';

/** The text with its bold, italic, links and so on. */
function formatted(pieces) {
  return pieces.map((piece) => {
    if (typeof piece === 'string') return piece;
    const { element: name, parts, href } = piece;
    const link = href && { href, target: '_blank', rel: 'noopener noreferrer' };
    return element(name, link || {}, ...formatted(parts));
  });
}

/**
 * One message, as an item of the log. `in` is what this customer wrote, so it stands on the right.
 *
 * @param isFirst the one before is another's, or of another day: this one has the tail
 * @param speech `words` and `language` of the page
 * @param taps what to do when a button or a list is tapped, a message is answered or reacted to; `messageOf`: the one with an id
 */
export function bubble(message, isFirst, { words, language, business }, taps) {
  const { direction, status, at, reaction } = message;
  const isIn = direction === 'in';
  const time = new Date(at).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const meta = element('span', { class: 'meta' }, element('time', { datetime: at }, time), isIn && tick(status, words));
  return element(
    'li',
    { class: `message ${direction}${isFirst ? ' first' : ''}`, 'data-testid': `message-${direction}` },
    element(
      'div',
      { class: 'bubble' },
      element('span', { class: 'hidden-text' }, `${isIn ? words.you : business}: `),
      ...contentOf(message, { words, taps }),
      meta,
      ...options(message, taps),
      reaction && element('span', { class: 'reaction', title: words.reaction }, reaction),
    ),
    actions(message, words, taps),
    isIn && (status === 'retrying' || status === 'lost')
      ? element('p', { class: 'undelivered' }, icon('warning'), words[status])
      : undefined,
  );
}

/** What it says, beneath what it answers and what it holds. */
function contentOf(message, { words, taps }) {
  const { text, header, footer, replyTo, file } = message;
  const answered = taps.messageOf(replyTo);
  return [
    answered && element('p', { class: 'quote' }, snippet(answered, words)),
    ...enclosed(message, words),
    header && element('strong', { class: 'header' }, header),
    (text !== '' || !file) &&
      element('div', { class: isEmoji(text) ? 'text emoji' : 'text' }, ...formatted(piecesOf(text))),
    footer && element('span', { class: 'footer' }, footer),
  ];
}

const emojis = ['👍', '❤️', '😂', '😮', '🙏'];

const tap = (label, child, onclick) =>
  element('button', { type: 'button', 'aria-label': label, title: label, onclick }, child);

/** What this customer can do with a message: answer it, and react to what the business said. */
function actions(message, words, { onReply, onReact }) {
  const reacting = element(
    'span',
    { class: 'emojis', hidden: true },
    ...emojis.map((emoji) => tap(`${words.react} ${emoji}`, emoji, () => onReact(message, emoji))),
  );
  return element(
    'div',
    { class: 'actions' },
    tap(words.reply, icon('reply'), () => onReply(message)),
    message.direction === 'out' && tap(words.react, icon('smile'), () => (reacting.hidden = !reacting.hidden)),
    message.direction === 'out' && reacting,
  );
}

const offer = (name, title, onclick) =>
  element('button', { type: 'button', class: 'option', onclick }, icon(name), element('span', {}, title));

function options({ buttons = [], label, rows }, { onButton, onList }) {
  const all = buttons.map(({ id, title }) => offer('reply', title, () => onButton(id)));
  if (rows) all.push(offer('list', label, () => onList({ label, rows })));
  return all.length > 0 ? [element('div', { class: 'options' }, ...all)] : [];
}

function tick(status, words) {
  if (status === 'retrying' || status === 'lost') return icon('warning', words[status]);
  const mark = icon(status === 'sending' ? 'one-tick' : 'two-ticks', words[status]);
  mark.classList.toggle('read', status === 'read');
  return mark;
}

/** The rows of a list message, under the headings of their sections. */
export function rowsOf(rows, onRow) {
  return rows.flatMap(({ id, title, description, section }, index) => {
    const isNew = section !== undefined && section !== rows[index - 1]?.section;
    const row = element(
      'button',
      { type: 'button', class: 'row', onclick: () => onRow(id) },
      element(
        'span',
        { class: 'row-text' },
        element('span', { class: 'row-title' }, title),
        description && element('span', { class: 'row-description' }, description),
      ),
      icon('chevron'),
    );
    return isNew ? [element('h3', {}, section), row] : [row];
  });
}

/** "Today", "Yesterday", or the date. */
export function dayOf(at, { words, language }) {
  const [then, now] = [new Date(at), new Date()];
  if (then.toDateString() === now.toDateString()) return words.today;
  now.setDate(now.getDate() - 1);
  if (then.toDateString() === now.toDateString()) return words.yesterday;
  return then.toLocaleDateString(language, { weekday: 'long', day: 'numeric', month: 'long' });
}

/** Up to two initials for the round picture. */
export function initialsOf(name) {
  const parts = name.split(/\s+/).filter((part) => /^\p{Lu}/u.test(part));
  return (
    [parts[0], parts.length > 1 ? parts.at(-1) : undefined].map((part) => part?.[0] ?? '').join('') || name.slice(0, 1)
  );
}

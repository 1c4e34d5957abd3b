import type { Button, Content, Row } from './content.ts';
import { cut, lengthOf, pieces } from './cutting.ts';
import { bodyMax, enclosed, lead } from './fitting-enclosed.ts';

/** Meta's limits, in characters and pieces. */
const textMax = 4096;
const buttonsMax = 3;
const buttonTitleMax = 20;
const rowsMax = 10;
const rowTitleMax = 24;
const rowIdMax = 200;
const buttonIdMax = 256;
const descriptionMax = 72;
const labelMax = 20;

/**
 * The same in the forms that Meta takes, in order: never an error for who waits for it. A long text goes as several,
 * split where a sentence ends; what has too many options for buttons becomes a list, and too many for a list several
 * lists; what has too long a text for its options says it first. Titles are cut, and stay different from each other.
 *
 * What fits goes as it is.
 */
export function fitted(content: Content): Content[] {
  switch (content.type) {
    case 'text':
      return pieces(content.text, textMax).map((text) => ({ type: 'text', text }));
    case 'buttons':
      return fittedButtons(content);
    case 'list':
      return fittedList(content);
    case 'link':
    case 'flow':
    case 'askLocation':
    case 'file':
    case 'location':
    case 'contacts':
    case 'reaction':
    case 'template':
      return enclosed(content);
  }
}

function fittedButtons({ text, buttons }: Extract<Content, { type: 'buttons' }>): Content[] {
  const known = distinct(buttons).filter(({ id }) => id.length > 0 && id.length <= buttonIdMax);
  if (known.length === 0) return fitted({ type: 'text', text });
  // A title that is cut says less than a row with the whole of it beneath.
  if (known.length > buttonsMax || known.some(({ title }) => lengthOf(title) > buttonTitleMax))
    return fittedList({ type: 'list', text, label: '☰', rows: known.map(asRow) });
  const [said, asked] = lead(text, bodyMax);
  return [...said, { type: 'buttons', text: asked, buttons: titled(known, buttonTitleMax) }];
}

function fittedList({ text, label, rows }: Extract<Content, { type: 'list' }>): Content[] {
  const known = distinct(rows).filter(({ id }) => id.length > 0 && id.length <= rowIdMax);
  if (known.length === 0) return fitted({ type: 'text', text });
  const [said, asked] = lead(text, textMax);
  const pages = Array.from({ length: Math.ceil(known.length / rowsMax) }, (_, page) =>
    known.slice(page * rowsMax, (page + 1) * rowsMax),
  );
  const button = cut(label.trim() || '☰', labelMax);
  const lists = pages.map((page, index): Content => {
    const place = pages.length > 1 ? `(${index + 1}/${pages.length})` : '';
    return {
      type: 'list',
      text: index === 0 ? asked : place,
      label: place === '' ? button : `${cut(button, labelMax - place.length - 1)} ${place}`,
      rows: titled(page.map(described), rowTitleMax),
    };
  });
  return [...said, ...lists];
}

const asRow = ({ id, title }: Button): Row =>
  lengthOf(title) > rowTitleMax ? { id, title, description: title } : { id, title };

function described(row: Row): Row {
  const { id, title, description } = row;
  const whole = description ?? (lengthOf(title) > rowTitleMax ? title : undefined);
  return whole === undefined || whole.trim() === ''
    ? { id, title }
    : { id, title, description: cut(whole, descriptionMax) };
}

/** The first with each id: Meta refuses a message in which two are alike. */
function distinct<Option extends { readonly id: string }>(options: readonly Option[]): Option[] {
  return options.filter(({ id }, index) => options.findIndex((each) => each.id === id) === index);
}

/** With titles that fit and differ: one that a cut made equal to another gets a number. */
function titled<Option extends Button>(options: readonly Option[], max: number): Option[] {
  const taken = new Set<string>();
  return options.map((option) => {
    const whole = option.title.trim() || option.id;
    let title = cut(whole, max);
    for (let count = 2; taken.has(title); count += 1) title = `${cut(whole, max - 1 - String(count).length)} ${count}`;
    taken.add(title);
    return { ...option, title };
  });
}

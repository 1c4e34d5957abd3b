import { element, icon } from './phone-element.js';

/** What stands in a bubble beside words: a picture, a voice note, a document, a place, cards, a page to open. */
export function enclosed({ type, file, place, cards = [], url, label }, words) {
  return [
    ...(file ? [fileOf(file, words)] : []),
    ...(place ? [placeOf(place, words)] : []),
    ...cards.map(({ name, phones }) => card('person', name, phones.join(' · '))),
    ...(url && type !== 'text'
      ? [element('a', { class: 'card', href: url, ...outside }, icon('chevron'), label ?? url)]
      : []),
  ];
}

const outside = { target: '_blank', rel: 'noopener noreferrer' };

function fileOf({ kind, id, link, name, isVoice }, words) {
  // Nobody follows the links that a business sends: Meta would fetch them.
  const label = isVoice ? words.voice : words[kind];
  if (id === undefined) return card('clip', name ?? label, link ?? '');
  const src = `/simulator/media/${encodeURIComponent(id)}`;
  if (kind === 'image' || kind === 'sticker') return element('img', { class: kind, src, alt: label });
  if (kind === 'video' || kind === 'audio')
    return element(kind, { src, controls: true, preload: 'metadata', 'aria-label': label });
  return element('a', { class: 'card', href: src, download: name ?? label, ...outside }, icon('clip'), name ?? label);
}

function placeOf({ latitude, longitude, name, address }, words) {
  const at = `${latitude}, ${longitude}`;
  return card('pin', name ?? words.location, address ?? at);
}

function card(symbol, title, beneath) {
  return element(
    'div',
    { class: 'card' },
    icon(symbol),
    element('span', {}, element('strong', {}, title), element('br'), element('small', {}, beneath)),
  );
}

/** A message in a few words, where another one answers it. */
export function snippet({ text, file, place, cards }, words) {
  if (text) return text.length > 90 ? `${text.slice(0, 90)}…` : text;
  if (file) return file.isVoice ? words.voice : (file.name ?? words[file.kind]);
  return place ? words.location : (cards?.[0]?.name ?? '…');
}

import { Fragment } from 'react';
import { spansOf, type Span } from './formatting.ts';

/** Text of a message, with `*bold*` and its like drawn as on a phone; never markup. */
export function Formatted({ text }: { readonly text: string }) {
  return spansOf(text).map((span, index) => (
    // Stretches have no identity but their place.
    // oxlint-disable-next-line react/no-array-index-key
    <Fragment key={index}>{drawn(span)}</Fragment>
  ));
}

function drawn({ kind, text }: Span) {
  switch (kind) {
    case 'plain':
      return text;
    case 'bold':
      return <strong>{text}</strong>;
    case 'italic':
      return <em>{text}</em>;
    case 'struck':
      return <s>{text}</s>;
    case 'code':
      return <code>{text}</code>;
    case 'link':
      return (
        <a href={text} rel="noopener noreferrer" target="_blank">
          {text}
        </a>
      );
  }
}

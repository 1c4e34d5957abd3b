import type { Found, Piece } from './when-piece.ts';
import type { WhenContext, WhenPack } from './when.ts';

/** A bare number, or "whatever", read as the answer to what was asked; nothing when nothing was. */
export function bareIn(line: string, { bare, any }: WhenPack, { askedFor }: WhenContext): Found[] {
  if (askedFor === undefined) return [];
  const whole = (piece: Piece): Found => ({ piece, start: 0, end: line.length, lead: '' });
  if (any.test(line)) {
    const [day, time] = [whole({ kind: 'days' }), whole({ kind: 'part' })];
    return askedFor === 'when' ? [day, time] : [askedFor === 'date' ? day : time];
  }
  const { n, o } = bare.exec(line)?.groups ?? {};
  return [n, o].flatMap((number) => {
    const piece = number === undefined ? null : pieceOf(Number(number), askedFor);
    return piece ? [whole(piece)] : [];
  });
}

function pieceOf(number: number, askedFor: 'date' | 'time' | 'when'): Piece | null {
  if (askedFor === 'date' || (askedFor === 'when' && number > 23))
    return number >= 1 && number <= 31 ? { kind: 'monthDay', day: number } : null;
  if (number > 23) return null;
  const clock: Piece = { kind: 'clock', hour: number, minute: 0, sure: number === 0 || number >= 12 };
  return askedFor === 'when' ? { ...clock, or: 'day' } : clock;
}

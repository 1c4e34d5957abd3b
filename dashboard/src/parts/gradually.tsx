import { Children, startTransition, useEffect, useMemo, useState, type ReactNode } from 'react';

/**
 * Its children, one after the other from the top, so that the browser answers in between: all at once they would hold up
 * a slow phone. What comes once all are drawn is drawn with the others, which keep what was typed in them.
 */
export function Gradually({ children }: { readonly children: ReactNode }) {
  // Made anew at each step, all that is drawn would be drawn again.
  const all = useMemo(() => Children.toArray(children), [children]);
  const { length } = all;
  const [drawn, setDrawn] = useState(1);
  useEffect(() => {
    if (drawn !== Infinity) startTransition(() => setDrawn(drawn < length ? drawn + 1 : Infinity));
  }, [drawn, length]);
  return all.slice(0, drawn);
}

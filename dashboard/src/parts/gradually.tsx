import { Children, startTransition, useEffect, useState, type ReactNode } from 'react';

/**
 * Its children, one after the other from the top, so that the browser answers in between: all at once they would hold up
 * a slow phone. What was drawn stays.
 */
export function Gradually({ children }: { readonly children: ReactNode }) {
  const all = Children.toArray(children);
  const [drawn, setDrawn] = useState(1);
  const isWhole = drawn >= all.length;
  useEffect(() => {
    if (!isWhole) startTransition(() => setDrawn(drawn + 1));
  }, [drawn, isWhole]);
  return all.slice(0, drawn);
}

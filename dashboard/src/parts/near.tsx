import { useIntersection } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';

type NearProps = {
  /** How high it will be, so that nothing moves when it comes. */
  readonly heightPx: number;
  readonly children: ReactNode;
};

/** What is further down, drawn when somebody comes near it, and from then on. */
export function Near({ heightPx, children }: NearProps) {
  const { ref, entry } = useIntersection({ rootMargin: '300px' });
  const [wasNear, setWasNear] = useState(false);
  if (entry?.isIntersecting === true && !wasNear) setWasNear(true);
  return (
    <div ref={ref} style={{ minHeight: heightPx }}>
      {wasNear ? children : null}
    </div>
  );
}

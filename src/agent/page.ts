import type { Business, Service } from '../business/business.ts';

/** Ten rows fit a list message; the last one of a page that has a next leads to it. */
const rowsMax = 10;

/** The services in pages that a list message can hold, in the business's order. A business without services has one empty page. */
export function pagesOf({ services }: Business): Service[][] {
  if (services.length <= rowsMax) return [[...services]];
  const size = rowsMax - 1;
  return Array.from({ length: Math.ceil(services.length / size) }, (_, page) =>
    services.slice(page * size, (page + 1) * size),
  );
}

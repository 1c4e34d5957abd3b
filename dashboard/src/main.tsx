import './frame/library.css';
import './frame/frame.css';
import './numbers/numbers.css';
import './reports/reports.css';
import './trial/trial.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { theme, variables } from './frame/theme.ts';
import { queries } from './queries.ts';
import { router } from './router.tsx';
import { session } from './session/query.ts';
import { language } from './words.ts';

const nonce = () => document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';

// Where dialogs look for it (get-nonce), for the style that holds the page still behind them.
Object.assign(globalThis, { __webpack_nonce__: nonce() });

const patienceMs = 1_000;

/** All that the screen asked for is there; or it takes long, and the screen says so. */
async function answered(): Promise<void> {
  await new Promise<void>((done) => {
    const leave = queries.getQueryCache().subscribe(look);
    const timer = setTimeout(end, patienceMs);
    function end() {
      leave();
      clearTimeout(timer);
      done();
    }
    function look() {
      if (queries.isFetching() === 0) end();
    }
    look();
  });
}

/** Until it is known who is here, and the screen has come with what it shows, the page shows the outline that it came with. */
async function begin(root: Element): Promise<void> {
  // What was loaded has just been run: on a slow phone a rest is due.
  await new Promise((rested) => setTimeout(rested));
  await Promise.allSettled([queries.prefetchQuery(session), router.load()]);
  await answered();
  // As a transition it is drawn in slices, between which the browser answers.
  startTransition(() =>
    createRoot(root).render(
      <MantineProvider cssVariablesResolver={variables} defaultColorScheme="auto" getStyleNonce={nonce} theme={theme}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>,
    ),
  );
}

document.documentElement.lang = language;
const root = document.querySelector('#root');
// Not awaited: the screens import what stands in this file, and would wait for its end.
if (root) void begin(root);

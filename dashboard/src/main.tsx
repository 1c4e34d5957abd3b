import './frame/library.css';
import './frame/frame.css';
import './numbers/numbers.css';
import './reports/reports.css';
import './trial/trial.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { Refused } from './ask.ts';
import { theme, variables } from './frame/theme.ts';
import { router } from './router.tsx';
import { language } from './words.ts';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A "no" stays one however often it is asked for.
      retry: (count, error) => !(error instanceof Refused) && count < 2,
    },
  },
});

const nonce = () => document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';

// Where dialogs look for it (get-nonce), for the style that holds the page still behind them.
Object.assign(globalThis, { __webpack_nonce__: nonce() });

document.documentElement.lang = language;
const root = document.querySelector('#root');
if (root)
  createRoot(root).render(
    <MantineProvider cssVariablesResolver={variables} defaultColorScheme="auto" getStyleNonce={nonce} theme={theme}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );

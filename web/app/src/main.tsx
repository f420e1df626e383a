import './styles/index.css';

import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { App } from './App.tsx';
import { makeQueryClient, prefetchSession } from './shell/session.tsx';
import { showStoredTheme } from './ui/theme.ts';

showStoredTheme();
const client = makeQueryClient();
prefetchSession(client);

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);

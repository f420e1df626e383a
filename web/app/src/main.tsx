import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { App, languageOf } from './App.tsx';
import { prefetchCalls } from './calls/prefetch.ts';
import { keepLast } from './shell/first.ts';
import { makeQueryClient, prefetchSession } from './shell/session.tsx';
import { readWords } from './words/words.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');

// The first view stays until there is something to put in its place.
const client = makeQueryClient();
const session = await prefetchSession(client);
if (session !== undefined) keepLast(session?.person.language);
if (session) prefetchCalls(client, session, location);
await readWords(languageOf(session)).catch(() => undefined);

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);

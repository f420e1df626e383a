import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

import { HEADINGS } from './src/shell/headings.ts';
import { en } from './src/words/en.ts';
import { it } from './src/words/it.ts';

const out = new URL('../../build/web', import.meta.url).pathname;

// `npx vite` serves the sources for work on the pages and asks a running w3suite for the data.
const server = process.env['W3SUITE_URL'] ?? 'http://127.0.0.1:8090';

const headings = Object.fromEntries(
  Object.entries(HEADINGS).map(([page, key]) => [page, { it: it[key], en: en[key] }]),
);

/**
 * boot.ts asks for the program when it has drawn the heading; by then all of it is on its way, as
 * if the page had asked for it.
 */
const preloadProgram: Plugin = {
  name: 'preload-program',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle }) {
      const files = new Set<string>();
      const add = (name: string) => {
        const chunk = bundle?.[name];
        if (chunk?.type !== 'chunk' || files.has(name)) return;
        files.add(name);
        chunk.imports.forEach(add);
      };
      Object.values(bundle ?? {})
        .filter((each) => each.type === 'chunk' && each.facadeModuleId?.endsWith('/src/main.tsx'))
        .forEach((each) => add(each.fileName));
      return [...files]
        .filter((file) => !html.includes(file))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` },
          injectTo: 'head' as const,
        }));
    },
  },
};

export default defineConfig({
  plugins: [
    react(),
    // React Aria has its own words in thirty languages; the pages have two.
    preloadProgram,
    { ...optimizeLocales.vite({ locales: ['it-IT', 'en-US'] }), enforce: 'pre' },
  ],
  define: { __HEADINGS__: JSON.stringify(headings) },
  build: {
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // With the program's own modules, what draws the first view would wait for them.
            {
              name: 'first',
              test: /\/(shell\/first|ui\/(kept|shown-theme)|words\/language)\.ts$|preload-helper/,
              priority: 1,
            },
            // Else it would come in two dozen pieces.
            { name: 'program', test: /src\/main\.tsx$/ },
          ],
        },
      },
    },
    outDir: out,
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 600,
    modulePreload: { polyfill: false },
  },
  server: { port: 5173, proxy: { '/api': server, '/w3': server } },
});

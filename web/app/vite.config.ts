import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const out = new URL('../../build/web', import.meta.url).pathname;

// `npx vite` serves the sources for work on the pages and asks a running w3suite for the data.
const server = process.env['W3SUITE_URL'] ?? 'http://127.0.0.1:8090';

export default defineConfig({
  plugins: [
    react(),
    // React Aria has its own words in thirty languages; the pages have two.
    { ...optimizeLocales.vite({ locales: ['it-IT', 'en-US'] }), enforce: 'pre' },
  ],
  build: {
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

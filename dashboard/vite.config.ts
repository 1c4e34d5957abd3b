import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Beside each file its compressed forms, so that the API only picks one. */
const compressed: Plugin = {
  name: 'compressed',
  writeBundle() {
    const folder = new URL('dist/assets/', import.meta.url);
    for (const name of readdirSync(folder).filter((file) => /\.(js|css)$/.test(file))) {
      const bytes = readFileSync(new URL(name, folder));
      writeFileSync(new URL(`${name}.br`, folder), brotliCompressSync(bytes));
      writeFileSync(new URL(`${name}.gz`, folder), gzipSync(bytes));
    }
  },
};

/** What the page shows first has its styles with it: those of all the rest are for what comes after it, and so are scripts. */
const outlineFirst: Plugin = {
  name: 'outline-first',
  transformIndexHtml: {
    order: 'post',
    handler(page) {
      const [link = ''] = /<link rel="stylesheet"[^>]*>/.exec(page) ?? [];
      return page
        .replace(link, '')
        .replaceAll('<script type="module"', '$& fetchpriority="low"')
        .replace('</body>', `${link}</body>`);
    },
  },
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), compressed, outlineFirst],
  // Browsers that know light-dark() by themselves: what replaces it for older ones needs rules that are not ours.
  build: {
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    chunkSizeWarningLimit: 800,
    // By it the server knows what a page will load.
    manifest: true,
    rolldownOptions: {
      output: {
        // Few files, for each part of its own would cost a request more than its bytes; but none so large that a phone
        // stands still while it reads it. The libraries stay known to browsers when only ours changes.
        codeSplitting: {
          groups: [
            { name: 'react', tags: ['$initial'], test: /node_modules.(react|react-dom|scheduler)./, priority: 5 },
            { name: 'mantine', tags: ['$initial'], test: /node_modules.(@mantine|@floating-ui|react-)/, priority: 4 },
            { name: 'libraries', tags: ['$initial'], test: /node_modules/, priority: 3 },
            { name: 'frame', tags: ['$initial'], priority: 2 },
            { name: 'parts', minShareCount: 5, priority: 1 },
          ],
        },
      },
    },
  },
});

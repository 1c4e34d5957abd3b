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

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), compressed],
  // Browsers that know light-dark() by themselves: what replaces it for older ones needs rules that are not ours.
  build: { target: 'es2023', cssTarget: ['chrome123', 'firefox120', 'safari17.5'], chunkSizeWarningLimit: 800 },
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blocksOf, type } from './blocks.ts';
import { root } from './machine.ts';

/** Types the runbook into the stack, block by block as it stands. Returns how many there were and what was not as promised. */
export async function typeRunbook(): Promise<{ readonly blocks: number; readonly broken: readonly string[] }> {
  const blocks = blocksOf(readFileSync(join(root, 'docs/RUNBOOK.pt-BR.md'), 'utf8')).filter(({ places }) =>
    places.includes('stack'),
  );
  const broken: string[] = [];
  for (const block of blocks) {
    const began = performance.now();
    // As written, a release is watched for five minutes.
    const env = { ...process.env, DEPLOY_BAKE: '10' };
    const problem = await type(block, { folder: root, env, limitMs: 600_000 });
    const took = ((performance.now() - began) / 1000).toFixed(1);
    console.log(`${problem === null ? '✅' : '❌'} runbook, line ${block.line} (${took} s) ${problem ?? ''}`);
    if (problem !== null) broken.push(`line ${block.line}`);
  }
  return { blocks: blocks.length, broken };
}

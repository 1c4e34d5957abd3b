/** One thing that is done for a person who watches: what it is, and what came of it. */
export type Step = { readonly say: string; readonly act: () => Promise<string | void> };

/** Does one after the other, says how long each took, and stops at the first that fails. */
export async function play(steps: readonly Step[], print: (line: string) => void): Promise<void> {
  for (const { say, act } of steps) {
    const began = performance.now();
    print(`…  ${say}`);
    const result = await act();
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    print(`✅ ${say} (${seconds} s)${result === undefined || result === '' ? '' : `: ${result}`}`);
  }
}

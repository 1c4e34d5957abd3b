import type { Finding } from './finding.ts';

export type SourceFile = { readonly path: string; readonly text: string };

type Rule = {
  readonly says: string;
  readonly fix: string;
  /** The calls that are looked at. */
  readonly call: RegExp;
  /** Files whose text of statements is the project's own, migrations and names of functions: nobody's input. */
  readonly except?: RegExp;
  readonly isBroken: (call: string) => boolean;
};

/** What no linter knows of: mistakes of this kind of system. */
const rules: readonly Rule[] = [
  {
    says: 'puts a value into the text of a statement',
    fix: 'Give it as a parameter: sql`… ${value}`, or $1.',
    call: /\b(?:sql\.raw|\w+\.query)\(/g,
    except: /^src\/(platform\/migrate|ops\/cluster\.client)\.ts$/,
    isBroken: (call) => /`[^`]*\$\{(?!pg\.escape)/.test(call),
  },
  {
    says: 'asks another machine without a limit of time',
    fix: 'signal: AbortSignal.timeout(…)',
    call: /(?<![\w.])fetch\(/g,
    isBroken: (call) => !call.includes('signal'),
  },
  {
    says: 'logs what a contact wrote or is called',
    fix: 'Log ids, codes and numbers.',
    call: /\blog\.(?:info|warn|error|debug)\(/g,
    isBroken: (call) => /[{,]\s*(?:text|body|name|phone|contactName|profileName)\s*[,}:]/.test(call),
  },
  {
    says: 'waits for the network inside a transaction',
    fix: 'Ask first, and write what came of it in the transaction.',
    call: /\btransaction\(\)\.execute\(/g,
    isBroken: (call) => /\b(?:fetch|brain|generateText|generateObject|understand)\(/.test(call),
  },
];

/** Looks through source text for each rule, and counts what was looked at: who looks at nothing finds nothing. */
export function checkCode(files: readonly SourceFile[]): Finding[] {
  const found = files.flatMap(({ path, text }) =>
    rules.flatMap(({ says, fix, call, except, isBroken }) =>
      callsOf(text, call)
        .filter(({ words }) => except?.test(path) !== true && isBroken(words))
        .map(({ line }): Finding => ({ check: `${path}:${line}`, level: 'error', says, fix })),
    ),
  );
  if (files.length === 0)
    return [
      {
        check: 'own rules',
        level: 'unknown',
        says: 'there is no source to look at',
        fix: 'Run it in the project’s folder.',
      },
    ];
  if (found.length > 0) return found;
  return [{ check: 'own rules', level: 'ok', says: `${rules.length} rules hold in ${files.length} files` }];
}

/** Every call that the pattern begins, up to the bracket that ends it, and the line it stands on. */
function callsOf(text: string, call: RegExp): { readonly line: number; readonly words: string }[] {
  return [...text.matchAll(call)].map(({ index, 0: head }) => {
    let [depth, end] = [1, index + head.length];
    for (; depth > 0 && end < text.length; end += 1) depth += text[end] === '(' ? 1 : text[end] === ')' ? -1 : 0;
    return { line: text.slice(0, index).split('\n').length, words: text.slice(index, end) };
  });
}

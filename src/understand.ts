import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Command } from './agent/command.ts';
import { offline } from './agent/offline.ts';
import { freshState } from './agent/state.ts';
import { demoBusiness } from './business/demo.ts';
import { unstored, type Unstored } from './business/unstored.ts';
import { readBusinessFile } from './converse.ts';
import { languageOf, languages, type Language } from './language/languages.ts';
import { whenNotation, type WhenNotation } from './language/when-notation.ts';
import { whenIn } from './language/when.ts';
import { wrong } from './platform/fault.ts';
import { parseJson } from './platform/json.ts';

export type UnderstandOptions = {
  readonly business?: string;
  readonly now?: string;
  readonly lang?: string;
  readonly json?: boolean;
};

const Line = z.strictObject({ text: z.string(), now: z.string().optional() });

type Understood = {
  readonly text: string;
  readonly language: Language;
  readonly commands: readonly Command[];
  readonly when: WhenNotation;
};

/** What it takes to understand a line, the same for all. */
type Setting = Unstored & { readonly now: Temporal.ZonedDateTime; readonly language: Language | null };

/**
 * Says of each line of standard input what the offline brain makes of it in a conversation that has not begun. No database.
 *
 * A line that cannot be read is answered with what is wrong with it; the others are answered all the same, and the command
 * fails at the end.
 */
export async function understand({ business, now, lang, json = false }: UnderstandOptions): Promise<void> {
  const setting = settingOf(unstored(business === undefined ? demoBusiness : readBusinessFile(business)), now, lang);
  // Who reads may have read enough: `| head`.
  process.stdout.on('error', () => process.exit(process.exitCode ?? 0));
  let number = 0;
  for await (const text of createInterface({ input: process.stdin })) {
    number += 1;
    const answer = answerTo(text, setting);
    if (typeof answer === 'string') {
      process.exitCode = 1;
      const error = `line ${number}: ${answer}`;
      if (json) print(JSON.stringify({ error }));
      else process.stderr.write(`${error}\n`);
    } else print(json ? jsonOf(answer, setting) : proseOf(answer));
  }
}

function settingOf(known: Unstored, now: string | undefined, lang: string | undefined): Setting {
  const { timeZone } = known.business;
  const at = now === undefined ? Temporal.Now.zonedDateTimeISO(timeZone) : momentIn(now, timeZone);
  if (!at) throw wrong(`--now ${nowRule}, not ${now}.`);
  const language = languages.find((each) => each === lang) ?? null;
  if (lang !== undefined && !language) throw wrong(`--lang must be one of ${languages.join(', ')}, not ${lang}.`);
  return { ...known, now: at, language };
}

const nowRule =
  'must be an ISO 8601 time, such as 2026-11-24T10:20:00-03:00 or 2026-11-24T10:20 by the clock of the business';

/** A time with its offset, or by the wall clock of the business. */
function momentIn(text: string, timeZone: string): Temporal.ZonedDateTime | null {
  try {
    return Temporal.Instant.from(text).toZonedDateTimeISO(timeZone);
  } catch {
    try {
      return Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone);
    } catch {
      return null;
    }
  }
}

/** What a line means, or what is wrong with it. */
function answerTo(line: string, setting: Setting): Understood | string {
  if (!line.trimStart().startsWith('{')) return understood(line, setting.now, setting);
  const value = parseJson(Buffer.from(line));
  if (value === undefined) return 'is not JSON, though it begins like it';
  const parsed = Line.safeParse(value);
  if (!parsed.success)
    return parsed.error.issues
      .map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(' '))
      .join('; ');
  const { text, now } = parsed.data;
  const at = now === undefined ? setting.now : momentIn(now, setting.now.timeZoneId);
  return at ? understood(text, at, setting) : `now ${nowRule}`;
}

function understood(text: string, now: Temporal.ZonedDateTime, { business, language: fixed }: Setting): Understood {
  const language = fixed ?? languageOf(text)?.language ?? 'pt';
  const scene = {
    business,
    state: { ...freshState, language: language === 'pt' ? ('pt-BR' as const) : language },
    contactName: null,
    said: [{ kind: 'text' as const, text }],
    now: now.toInstant(),
  };
  const when = whenNotation(whenIn(text, now, { language }), now.toPlainDate());
  return { text, language, commands: offline(scene), when };
}

/** One line; services and professionals by the names the business file gives them. */
function jsonOf(answer: Understood, { keys }: Setting): string {
  const known: (key: string, value: unknown) => unknown = (_, value) =>
    typeof value === 'string' ? (keys.get(value) ?? value) : value;
  return JSON.stringify(answer, known);
}

function proseOf({ text, language, commands, when: { kind, date, time } }: Understood): string {
  const said = commands.map((command) =>
    [
      command.kind,
      ...('slot' in command ? [command.slot] : []),
      ...('topic' in command ? [command.topic] : []),
      ...('flow' in command ? [command.flow] : []),
    ].join(' '),
  );
  return [
    text,
    `  language  ${language}`,
    `  when      ${[kind, date, time].filter((part) => part !== null).join('  ')}`,
    `  commands  ${said.join(', ')}`,
  ].join('\n');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

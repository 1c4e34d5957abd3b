import type { Alert, Severity, Words } from './alert.ts';
import type { Telling } from './alert-state.ts';
import { ruleOf } from './alerts.ts';

/** The order is that in which another is tried when one fails. */
export const channelNames = ['slack', 'email', 'webhook', 'sms', 'whatsapp'] as const;
export type ChannelName = (typeof channelNames)[number];

/** Who is called when: the chain of the runbook's contacts, in order. Phones in E.164. */
export type Contact = { readonly name: string; readonly phone: string | null; readonly email: string | null };

/** One thing to be told on one channel. `contact`: place in the chain from 1, or 0 for all who listen to the channel. */
export type Notification = {
  readonly id: string;
  readonly channel: ChannelName;
  readonly contact: number;
  readonly severity: Severity;
  readonly alerts: readonly string[];
  readonly text: string;
  readonly createdAt: Temporal.Instant;
  readonly dueAt: Temporal.Instant;
  readonly tries: number;
};

type Way = { readonly channel: ChannelName; readonly contact: number };

const everybody: readonly Way[] = [
  { channel: 'slack', contact: 0 },
  { channel: 'email', contact: 0 },
  { channel: 'webhook', contact: 0 },
];

/** The person at this place of the chain, on the phone. */
const person = (place: number): readonly Way[] => [
  { channel: 'sms', contact: place },
  { channel: 'whatsapp', contact: place },
];

/** On which ways a telling goes. A phone rings only for what cannot wait. */
export function waysOf({ kind, step }: Telling, severity: Severity): readonly Way[] {
  if (kind === 'resolved') return everybody;
  switch (severity) {
    case 'critical':
      if (kind === 'reminded') return [...everybody, ...person(1), ...person(step + 1)];
      return step === 0 ? [...everybody, ...person(1)] : person(step + 1);
    case 'high':
      return step === 0 ? everybody : [...everybody, ...person(step)];
    case 'medium':
      return everybody;
    case 'low':
      return [
        { channel: 'slack', contact: 0 },
        { channel: 'webhook', contact: 0 },
      ];
    default:
      return severity satisfies never;
  }
}

export const signs: Readonly<Record<Severity, string>> = { critical: '🔴', high: '🟡', medium: '🟠', low: '🟢' };

/** Where an alert can be acknowledged; `null`: nobody outside can reach us. */
export type Link = (alert: Alert) => string | null;

/** What is told, in Portuguese and English: what is wrong, what to do, and where to acknowledge. One text for all of a look. */
export function textOf(tellings: readonly Telling[], severity: Severity, link: Link): string {
  return tellings.map((telling) => paragraph(telling, severity, link)).join('\n\n');
}

function paragraph({ kind, alert }: Telling, severity: Severity, link: Link): string {
  const rule = ruleOf(alert.rule);
  const words = (language: 'pt' | 'en'): Words => rule?.[language] ?? { title: alert.rule, action: '' };
  const [pt, en] = [words('pt'), words('en')];
  if (kind === 'resolved') return `✅ RESOLVIDO: ${pt.title} (${en.title})`;
  const again = { fired: '', escalated: ' · escalado', reminded: ' · continua' }[kind];
  const url = link(alert);
  const value = Math.round(alert.value * 100) / 100;
  const lines = [
    `${signs[severity]} ${severity.toUpperCase()}${again}: ${pt.title} (${value})`,
    pt.action,
    `${en.title}. ${en.action}`,
    ...(url === null ? [] : [`Assumir / acknowledge: ${url}`]),
  ];
  return lines.join('\n');
}

/** Waits 5, 10, 20 … seconds, at most 5 minutes. */
export const retrySeconds = (tries: number): number => Math.min(300, 5 * 2 ** Math.max(0, tries - 1));

/** After so many tries nobody waits for it any more. */
export const triesMax = 20;

/** What is tried instead when a channel fails at once: the first that is set up and not yet used for this. */
export function insteadOf(
  failed: ChannelName,
  setUp: ReadonlySet<ChannelName>,
  used: ReadonlySet<ChannelName>,
): ChannelName | null {
  return channelNames.find((channel) => channel !== failed && setUp.has(channel) && !used.has(channel)) ?? null;
}
